using System.Buffers;
using System.Globalization;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// One e-mail address: a dot-atom local part (letters of any script), an @, and a domain of at least two labels; at most 254 characters. Quoted
/// local parts and address literals are refused: mail to them is all but undeliverable.
/// </summary>
internal sealed class EmailCodec : StringCodec
{
    private static readonly SearchValues<char> LocalRefused = SearchValues.Create(" \t\"(),:;<>@[\\]");

    private protected override ValueResult Read(string text)
    {
        ValueResult result = TextRules.OneLine(text, 254);
        return result.Value is not string email || IsAddress(email) ? result : ValueResult.Refused(ValueCodes.InvalidEmail);
    }

    private static bool IsAddress(ReadOnlySpan<char> email)
    {
        int at = email.IndexOf('@');
        if (at is < 1 or > 64) return false;
        ReadOnlySpan<char> local = email[..at], domain = email[(at + 1)..];
        if (local.ContainsAny(LocalRefused) || HasSpace(local) || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        int labels = 0;
        foreach (Range range in domain.Split('.'))
        {
            if (!IsLabel(domain[range])) return false;
            labels++;
        }

        return labels >= 2;
    }

    private static bool HasSpace(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format) return true;
        }

        return false;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
        foreach (char c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-' && !(c > 127 && (char.IsLetterOrDigit(c) || IsMark(c)))) return false;
        }

        return true;
    }

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
