using System.Buffers;
using System.Text;

namespace Platform.Metadata.Values;

/// <summary>
/// What text is kept as: Unicode scalar values in normalisation form C, line ends as LF, no control characters, blank as no value
/// (decision 0005). Lengths count scalar values.
/// </summary>
internal static class TextRules
{
    private static readonly SearchValues<char> OneLineRefused = SearchValues.Create(Controls(allowed: "\t"));
    private static readonly SearchValues<char> ManyLinesRefused = SearchValues.Create(Controls(allowed: "\t\n"));

    /// <summary>One line: trimmed, no line break.</summary>
    public static ValueResult OneLine(string text, int maxLength)
    {
        if (Oversized(text, maxLength)) return TooLong(maxLength);
        if (!IsUnicode(text)) return ValueResult.Refused(ValueCodes.InvalidUnicode);
        string kept = Compose(text).Trim();
        if (kept.Length == 0) return ValueResult.Blank;
        int refused = kept.AsSpan().IndexOfAny(OneLineRefused);
        if (refused >= 0)
        {
            return ValueResult.Refused(kept[refused] is '\n' or '\r' ? ValueCodes.LineBreak : ValueCodes.ControlCharacter);
        }

        return Bounded(kept, maxLength);
    }

    /// <summary>Several lines: line ends become LF, space at the ends stays unless there is nothing else.</summary>
    public static ValueResult ManyLines(string text, int maxLength)
    {
        if (Oversized(text, maxLength)) return TooLong(maxLength);
        if (!IsUnicode(text)) return ValueResult.Refused(ValueCodes.InvalidUnicode);
        string kept = Compose(text).ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(kept)) return ValueResult.Blank;
        if (kept.AsSpan().ContainsAny(ManyLinesRefused)) return ValueResult.Refused(ValueCodes.ControlCharacter);
        return Bounded(kept, maxLength);
    }

    /// <summary>Text that is kept to the letter (secrets): only what the database cannot hold is refused.</summary>
    public static ValueResult Verbatim(string text, int maxLength)
    {
        if (Oversized(text, maxLength)) return TooLong(maxLength);
        if (text.Length == 0) return ValueResult.Blank;
        if (!IsUnicode(text)) return ValueResult.Refused(ValueCodes.InvalidUnicode);
        return text.Contains('\0', StringComparison.Ordinal)
            ? ValueResult.Refused(ValueCodes.ControlCharacter)
            : Bounded(text, maxLength);
    }

    /// <summary>True when every surrogate stands in a pair.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> text)
    {
        int i = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>Number of Unicode scalar values in well-formed text.</summary>
    public static int Length(string text)
    {
        int pairs = 0;
        foreach (char c in text)
        {
            if (char.IsHighSurrogate(c)) pairs++;
        }

        return text.Length - pairs;
    }

    private static ValueResult Bounded(string text, int maxLength) =>
        text.Length > maxLength && Length(text) > maxLength ? TooLong(maxLength) : ValueResult.Of(text);

    // Composition shortens text to a quarter at the very most, so what is longer than this needs no normalising to be refused.
    private static bool Oversized(string text, int maxLength) => text.Length > (8L * maxLength) + 64;

    private static ValueResult TooLong(int maxLength) =>
        ValueResult.Refused(ValueProblem.With(ValueCodes.TooLong, "max", maxLength));

    private static string Compose(string text) =>
        System.Text.Ascii.IsValid(text) || text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    private static string Controls(string allowed)
    {
        StringBuilder controls = new();
        for (char c = '\0'; c <= '\u009f'; c++)
        {
            if (char.IsControl(c) && !allowed.Contains(c, StringComparison.Ordinal)) controls.Append(c);
        }

        return controls.Append('\u2028').Append('\u2029').ToString();
    }
}
