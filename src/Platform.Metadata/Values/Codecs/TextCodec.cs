namespace Platform.Metadata.Values.Codecs;

/// <summary>One line of text, optionally of a form.</summary>
internal sealed class TextCodec(int maxLength, string? pattern) : StringCodec
{
    private readonly TextForm? _form = pattern is null ? null : TextForm.Of(pattern);

    private protected override ValueResult Read(string text)
    {
        ValueResult result = TextRules.OneLine(text, maxLength);
        // The text is bounded before it is matched.
        return _form is null || result.Value is not string kept || _form.Matches(kept)
            ? result
            : ValueResult.Refused(ValueCodes.PatternMismatch);
    }
}
