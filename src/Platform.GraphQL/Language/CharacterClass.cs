namespace Platform.GraphQL.Language;

/// <summary>The character classes of names and numbers (sections 2.1.6 and 2.1.9): ASCII only, whatever the culture.</summary>
internal static class CharacterClass
{
    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsNameContinue(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    public static bool IsDigit(char c) => char.IsAsciiDigit(c);

    public static bool IsWhiteSpace(char c) => c is ' ' or '\t';

    /// <summary>Whether a string is a legal name, and so may stand in a document unquoted.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsNameStart(text[0]))
            return false;
        foreach (char c in text[1..])
        {
            if (!IsNameContinue(c))
                return false;
        }
        return true;
    }
}
