namespace Platform.Metadata.Values.Codecs;

/// <summary>Several lines of plain text.</summary>
internal sealed class LongTextCodec(int maxLength) : StringCodec
{
    private protected override ValueResult Read(string text) => TextRules.ManyLines(text, maxLength);
}
