using System.Text;

namespace Platform.Runtime.Problems;

/// <summary>
/// Why something failed, as it is kept in the database. What others say may hold what PostgreSQL does not store (U+0000, halves of surrogate pairs) and be as long as
/// they like.
/// </summary>
public static class FailureText
{
    /// <summary>Most UTF-16 units of a text that is kept.</summary>
    public const int Longest = 2000;

    private const char Unreadable = '\uFFFD';

    /// <summary>The text as it can be stored: characters that cannot are replaced by U+FFFD, and what is too long is cut, never within a character.</summary>
    /// <param name="text">What was said; null is blank.</param>
    /// <param name="longest">Most UTF-16 units.</param>
    public static string Of(string? text, int longest = Longest)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        int length = Math.Min(text.Length, longest);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
        StringBuilder? clean = null;
        for (int i = 0; i < length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < length && char.IsLowSurrogate(text[i + 1]);
            bool isStored = isPair || (text[i] != '\0' && !char.IsSurrogate(text[i]));
            if (!isStored) clean ??= new StringBuilder(text, 0, i, length);
            clean?.Append(isStored ? text[i] : Unreadable);
            if (!isPair) continue;
            i++;
            clean?.Append(text[i]);
        }

        return clean?.ToString() ?? text[..length];
    }
}
