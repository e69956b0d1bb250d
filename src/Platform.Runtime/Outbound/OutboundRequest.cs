namespace Platform.Runtime.Outbound;

/// <summary>A call to another server.</summary>
/// <param name="Method">The method, for example <c>POST</c>.</param>
/// <param name="Url">An absolute URL of scheme <c>http</c> or <c>https</c>.</param>
public sealed record OutboundRequest(HttpMethod Method, string Url)
{
    /// <summary>Headers besides those of the body and of the connection, which the client sets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Longest time of the call; the client's limit when null or longer.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Most bytes of the answer's body that are read; the client's limit when null or more.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>How many times the server may send the call on; each address is checked like the first. 0: its answer is the redirection itself.</summary>
    public int MaxRedirects { get; init; }
}

/// <summary>What a server answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers, those of the body among them; names in lower case, values of the same name one after the other.</param>
/// <param name="Body">The body, as far as it was read.</param>
/// <param name="IsCut">There was more of the body than is read.</param>
public sealed record OutboundResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, bool IsCut)
{
    /// <summary>The first value of a header; null when it is not there.</summary>
    public string? Header(string name)
    {
        foreach ((string known, string value) in Headers)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }
}
