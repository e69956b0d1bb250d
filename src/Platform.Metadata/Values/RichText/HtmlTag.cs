using System.Net;

namespace Platform.Metadata.Values.RichText;

/// <summary>A start or end tag as read from the source.</summary>
/// <param name="Name">Name in lower case.</param>
/// <param name="Attributes">Attributes in order: names in lower case, values decoded; the first of a name counts.</param>
/// <param name="End">Index after the closing <c>&gt;</c>.</param>
internal sealed record HtmlTag(string Name, IReadOnlyList<(string Name, string Value)> Attributes, int End)
{
    private const int MaxAttributes = 32;

    /// <summary>Reads a tag from the index of its name; null when it does not end.</summary>
    public static HtmlTag? Read(string source, int at)
    {
        int start = at;
        while (at < source.Length && !char.IsWhiteSpace(source[at]) && source[at] is not ('/' or '>')) at++;
        string name = source[start..at].ToLowerInvariant();
        List<(string, string)> attributes = [];
        while (at < source.Length)
        {
            char c = source[at];
            if (c == '>') return new HtmlTag(name, attributes, at + 1);
            if (char.IsWhiteSpace(c) || c == '/')
            {
                at++;
                continue;
            }

            (string attribute, string value, at) = ReadAttribute(source, at);
            if (attributes.Count < MaxAttributes) attributes.Add((attribute, value));
        }

        return null;
    }

    private static (string Name, string Value, int At) ReadAttribute(string source, int at)
    {
        int start = at++;
        while (at < source.Length && !char.IsWhiteSpace(source[at]) && source[at] is not ('/' or '>' or '=')) at++;
        string name = source[start..at].ToLowerInvariant();
        int next = at;
        while (next < source.Length && char.IsWhiteSpace(source[next])) next++;
        if (next == source.Length || source[next] != '=') return (name, string.Empty, at);
        at = next + 1;
        while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
        if (at == source.Length) return (name, string.Empty, at);
        if (source[at] is '"' or '\'')
        {
            int end = source.IndexOf(source[at], at + 1);
            if (end < 0) return (name, string.Empty, source.Length);
            return (name, WebUtility.HtmlDecode(source[(at + 1)..end]), end + 1);
        }

        start = at;
        while (at < source.Length && !char.IsWhiteSpace(source[at]) && source[at] != '>') at++;
        return (name, WebUtility.HtmlDecode(source[start..at]), at);
    }
}
