using System.Text.RegularExpressions;

namespace Platform.Metadata.Values.Codecs;

/// <summary>One line of text, optionally of a pattern.</summary>
internal sealed class TextCodec(int maxLength, string? pattern) : StringCodec
{
    // Non-backtracking: the time is linear in the text, whatever the pattern; the text is bounded before it is matched.
    private readonly Regex? _pattern = pattern is null
        ? null
        : new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private protected override ValueResult Read(string text)
    {
        ValueResult result = TextRules.OneLine(text, maxLength);
        return _pattern is null || result.Value is not string kept || _pattern.IsMatch(kept)
            ? result
            : ValueResult.Refused(ValueCodes.PatternMismatch);
    }
}
