namespace Platform.Metadata.Values.Codecs;

/// <summary>Text kept to the letter: what is encrypted may be a password or a key.</summary>
internal sealed class VerbatimTextCodec(int maxLength) : StringCodec
{
    private protected override ValueResult Read(string text) => TextRules.Verbatim(text, maxLength);
}
