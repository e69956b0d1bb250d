using Platform.Metadata.Values.RichText;

namespace Platform.Metadata.Values.Codecs;

/// <summary>HTML, kept in sanitised form. The length is that of what is kept.</summary>
internal sealed class RichTextCodec(int maxLength) : StringCodec
{
    private protected override ValueResult Read(string text)
    {
        ValueResult plain = TextRules.ManyLines(text, maxLength);
        if (plain.Value is not string markup) return plain;
        string kept = HtmlSanitizer.Sanitize(markup);
        return HtmlSanitizer.IsBlank(kept) ? ValueResult.Blank : TextRules.ManyLines(kept, maxLength);
    }
}
