using System.Text;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// Lists in one cell: entries with <c>;</c> between them; an entry that holds a separator, a quote or space at its ends stands in double
/// quotes, quotes within doubled. Imports take <c>；</c> and line breaks as separators too.
/// </summary>
internal static class ListText
{
    /// <summary>The entries as one text.</summary>
    public static string Join(IEnumerable<string> entries)
    {
        StringBuilder text = new();
        foreach (string entry in entries)
        {
            if (text.Length > 0) text.Append(';');
            if (NeedsQuotes(entry)) text.Append('"').Append(entry.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else text.Append(entry);
        }

        return text.ToString();
    }

    /// <summary>The entries of a text, trimmed unless quoted, blank ones left out.</summary>
    public static List<string> Split(string text)
    {
        List<string> entries = [];
        StringBuilder entry = new();
        bool quoted = false, wasQuoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ';';
            if (quoted && i < text.Length)
            {
                if (c != '"') entry.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') entry.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"' && string.IsNullOrWhiteSpace(entry.ToString()) && !wasQuoted)
            {
                entry.Clear();
                quoted = wasQuoted = true;
            }
            else if (IsSeparator(c))
            {
                string value = entry.ToString().Trim();
                if (value.Length > 0) entries.Add(value);
                entry.Clear();
                wasQuoted = false;
            }
            else
            {
                entry.Append(c);
            }
        }

        return entries;
    }

    private static bool IsSeparator(char c) => c is ';' or '；' or '\n' or '\r';

    private static bool NeedsQuotes(string entry) => entry.Any(c => IsSeparator(c) || c == '"');
}
