namespace Platform.GraphQL.Planning;

/// <summary>Splits a search text into words.</summary>
internal static class SearchWords
{
    private const int MaxWords = 8;

    /// <summary>The words, at most eight: what follows the seventh space is one word. One empty text has none.</summary>
    public static string[] Of(string text) =>
        text.Replace('\u3000', ' ').Split(' ', MaxWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
