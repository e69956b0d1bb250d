using System.Text;

namespace Platform.Metadata.Reading;

/// <summary>The text of a document, and where it came from.</summary>
/// <param name="Utf8">The text in UTF-8; a byte order mark at its start is skipped.</param>
/// <param name="File">Relative path for diagnostics, or null.</param>
/// <param name="Package">Package that the document belongs to, or null for the tenant's own (or to let the document's own key say it).</param>
public sealed record DocumentSource(ReadOnlyMemory<byte> Utf8, string? File = null, string? Package = null)
{
    /// <summary>
    /// A source out of a string. A lone surrogate, which UTF-8 cannot hold, becomes a JSON escape, so that the reader reports it where it stands.
    /// </summary>
    public static DocumentSource Of(string text, string? file = null, string? package = null)
    {
        if (!HasLoneSurrogate(text)) return new(Encoding.UTF8.GetBytes(text), file, package);
        StringBuilder escaped = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) escaped.Append(text[i]).Append(text[++i]);
            else if (char.IsSurrogate(text[i])) escaped.Append("\\u").Append(((int)text[i]).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else escaped.Append(text[i]);
        }

        return new(Encoding.UTF8.GetBytes(escaped.ToString()), file, package);
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return true;
            i++;
        }

        return false;
    }
}
