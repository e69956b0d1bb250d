namespace Platform.Metadata.Compilation;

/// <summary>Addresses and headers of calls to other systems.</summary>
internal static class WebAddress
{
    private static readonly string[] OwnHeaders =
    [
        "host", "connection", "content-length", "content-type", "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive", "proxy-authorization", "proxy-connection",
        "webhook-id", "webhook-timestamp", "webhook-signature",
    ];

    /// <summary>True for an absolute URL of the web without a user.</summary>
    public static bool IsOne(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Host.Length > 0 && address.UserInfo.Length == 0;

    /// <summary>True for the name of a header (a token of RFC 9110) that calls do not have anyway.</summary>
    public static bool IsHeader(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) && !OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
}
