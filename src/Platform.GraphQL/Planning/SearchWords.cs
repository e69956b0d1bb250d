namespace Platform.GraphQL.Planning;

/// <summary>Splits a search text into words.</summary>
internal static class SearchWords
{
    private const int MaxWords = 8;

    // What the functions of search in the database take for a space.
    private static readonly char[] Spaces = [' ', '\t', '\n', '\r', '\u00a0', '\u3000'];

    /// <summary>The words, at most eight: what follows the seventh space is one word. One empty text has none.</summary>
    public static string[] Of(string text) => text.Split(Spaces, MaxWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
