namespace Platform.Metadata.Values.Codecs;

/// <summary>An absolute http or https URL without user name; kept as typed. An import may leave out <c>https://</c>.</summary>
internal sealed class UrlCodec : StringCodec
{
    private protected override ValueResult Read(string text)
    {
        ValueResult result = TextRules.OneLine(text, 2_048);
        return result.Value is not string url || IsWebAddress(url) ? result : ValueResult.Refused(ValueCodes.InvalidUrl);
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        string trimmed = text.Trim();
        return Read(trimmed.Contains("://", StringComparison.Ordinal) || !trimmed.Contains('.', StringComparison.Ordinal)
            ? trimmed
            : "https://" + trimmed);
    }

    private static bool IsWebAddress(string url)
    {
        foreach (char c in url)
        {
            if (char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\\') return false;
        }

        return (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            && Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https"
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0;
    }
}
