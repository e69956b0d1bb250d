using System.Text;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>The functions over texts. Positions count Unicode characters, as PostgreSQL's do.</summary>
internal static class TextSteps
{
    private static readonly char[] Blanks = [.. TextOrder.WhiteSpace];

    public static bool Size(in string text, out long result)
    {
        result = Length(text);
        return true;
    }

    public static bool CharAt(in string text, in long at, out string result) => Part(text, at, at == Length(text) ? at : at + 1, out result);

    public static bool IndexOf(in string text, in string sought, out long result)
    {
        result = Position(text, text.IndexOf(sought, StringComparison.Ordinal));
        return true;
    }

    public static bool IndexOfFrom(in string text, in string sought, in long from, out long result)
    {
        result = 0;
        if (!TryOffset(text, from, out int offset)) return false;
        result = Position(text, text.IndexOf(sought, offset, StringComparison.Ordinal));
        return true;
    }

    public static bool LastIndexOf(in string text, in string sought, out long result)
    {
        result = Position(text, sought.Length == 0 ? text.Length : text.LastIndexOf(sought, StringComparison.Ordinal));
        return true;
    }

    public static bool LowerAscii(in string text, out string result)
    {
        result = string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        });
        return true;
    }

    public static bool UpperAscii(in string text, out string result)
    {
        result = string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] & ~0x20) : source[i];
        });
        return true;
    }

    public static bool Replace(in string text, in string sought, in string by, out string result)
    {
        result = sought.Length == 0 ? text : text.Replace(sought, by, StringComparison.Ordinal);
        return true;
    }

    public static bool Split(in string text, in string separator, out IReadOnlyList<object?> result)
    {
        result = separator.Length == 0 && text.Length > 0
            ? [.. text.EnumerateRunes().Select(r => (object?)r.ToString())]
            : [.. (separator.Length == 0 ? [text] : text.Split(separator)).Cast<object?>()];
        return true;
    }

    public static bool SubstringFrom(in string text, in long from, out string result) => Part(text, from, Length(text), out result);

    public static bool Substring(in string text, in long from, in long to, out string result) => Part(text, from, to, out result);

    public static bool Trim(in string text, out string result)
    {
        result = text.Trim(Blanks);
        return true;
    }

    public static bool Reverse(in string text, out string result)
    {
        StringBuilder reversed = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes().Reverse()) reversed.Append(rune.ToString());
        result = reversed.ToString();
        return true;
    }

    public static bool JoinWith(in IReadOnlyList<object?> texts, in string separator, out string result)
    {
        result = string.Join(separator, texts.Where(t => t is not null));
        return true;
    }

    public static bool Join(in IReadOnlyList<object?> texts, out string result) => JoinWith(texts, string.Empty, out result);

    private static int Length(string text) => TextOrder.Length(text);

    private static bool Part(string text, long from, long to, out string result)
    {
        bool found = TryOffset(text, from, out int start) & TryOffset(text, to, out int end) && from <= to;
        result = found ? text[start..end] : string.Empty;
        return found;
    }

    /// <summary>UTF-16 offset of the character at a position; the end counts as one.</summary>
    private static bool TryOffset(string text, long position, out int offset)
    {
        offset = 0;
        if (position < 0 || position > text.Length) return false;
        for (long at = 0; at < position; at++)
        {
            if (offset >= text.Length) return false;
            offset += char.IsHighSurrogate(text[offset]) ? 2 : 1;
        }

        return true;
    }

    private static int Position(string text, int offset) => offset < 0 ? -1 : TextOrder.Length(text.AsSpan(0, offset));
}
