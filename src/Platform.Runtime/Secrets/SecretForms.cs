using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Platform.Runtime.Secrets;

/// <summary>The forms in which a receiver may echo a secret: as it is, escaped for JSON, URLs and HTML, in hexadecimal digits and in Base64, also as a part of something longer.</summary>
internal static class SecretForms
{
    // Shorter parts of Base64 stand in texts by chance.
    private const int ShortestPart = 8;

    /// <summary>The forms, each once, the longest first.</summary>
    public static IReadOnlyList<string> Of(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        string[] json = [JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value), JavaScriptEncoder.Default.Encode(value)];
        string[] percent = [Uri.EscapeDataString(value), WebUtility.UrlEncode(value)];
        IEnumerable<string> forms =
        [
            value, .. json, .. json.Select(Slashed), .. json.SelectMany(LowerEscapes), .. percent, .. percent.SelectMany(LowerEscapes), WebUtility.HtmlEncode(value),
            .. bytes.Length < ShortestPart / 2 ? [] : (string[])[Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)],
            .. Enumerable.Range(0, 3).SelectMany(offset => Base64(bytes, offset)),
        ];
        return [.. forms.Where(f => f.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Length)];
    }

    /// <summary>The text with each form of a secret replaced.</summary>
    public static string Hide(string text, string value, string mark) => Of(value).Aggregate(text, (t, form) => t.Replace(form, mark, StringComparison.Ordinal));

    private static string Slashed(string json) => json.Replace("/", "\\/", StringComparison.Ordinal);

    // Digits of escapes are written in either case.
    private static IEnumerable<string> LowerEscapes(string escaped)
    {
        StringBuilder lower = new(escaped);
        for (int at = 0; at < escaped.Length; at++)
        {
            int digits = escaped[at] == '%' ? 2 : escaped[at] == '\\' && at + 1 < escaped.Length && escaped[at + 1] == 'u' ? 5 : 0;
            for (int i = 1; i <= digits && at + i < escaped.Length; i++) lower[at + i] = char.ToLowerInvariant(escaped[at + i]);
        }

        yield return lower.ToString();
        yield return Slashed(lower.ToString());
    }

    /// <summary>The value as it stands in Base64 behind so many bytes, up to three: whole, and without the characters that others share in; in both alphabets.</summary>
    private static IEnumerable<string> Base64(byte[] bytes, int offset)
    {
        string encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        int from = ((offset * 8) + 5) / 6, to = (offset + bytes.Length) * 8 / 6;
        string[] parts = [.. offset == 0 ? (string[])[encoded, encoded.TrimEnd('=')] : [], .. to - from >= ShortestPart ? (string[])[encoded[from..to]] : []];
        return parts.SelectMany(p => (string[])
            [p, p.Replace('+', '-').Replace('/', '_'), Slashed(p), JavaScriptEncoder.Default.Encode(p), Uri.EscapeDataString(p)]);
    }
}
