using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>
/// A text in one or more languages. In JSON either a string (the text in the default language <c>en</c>) or an object of
/// BCP 47 language tags to texts: <c>{"en": "Account", "zh-CN": "客户"}</c>.
/// </summary>
/// <param name="Texts">Language tag and text, ordered by tag (ordinal); at least one entry.</param>
public sealed record LocalizedText(EquatableArray<LocalizedEntry> Texts)
{
    /// <summary>The language that a bare string is in and that every look-up falls back to.</summary>
    public const string DefaultLanguage = "en";

    /// <summary>A text in the default language alone.</summary>
    public static LocalizedText Of(string text) => new([new LocalizedEntry(DefaultLanguage, text)]);

    /// <summary>
    /// The text for <paramref name="language"/>: exact tag, else the same primary language (<c>zh</c> for <c>zh-TW</c> and the
    /// reverse), else the default language, else the first entry.
    /// </summary>
    public string In(string language)
    {
        string primary = Primary(language);
        string? sameLanguage = null, fallback = null;
        foreach (LocalizedEntry entry in Texts.AsSpan())
        {
            if (string.Equals(entry.Language, language, StringComparison.OrdinalIgnoreCase)) return entry.Text;
            if (string.Equals(Primary(entry.Language), primary, StringComparison.OrdinalIgnoreCase)) sameLanguage ??= entry.Text;
            if (entry.Language == DefaultLanguage) fallback = entry.Text;
        }

        return sameLanguage ?? fallback ?? (Texts.IsEmpty ? string.Empty : Texts[0].Text);
    }

    private static string Primary(string tag) => tag.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? tag[..dash] : tag;
}
