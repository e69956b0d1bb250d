using System.Text;

namespace Platform.GraphQL.Language;

/// <summary>Block strings (section 2.9.4): what the raw lines mean, and how a text is written as one.</summary>
internal static class BlockString
{
    /// <summary>Removes the common indentation of all lines but the first, then blank lines at both ends.</summary>
    public static string Dedent(List<string> lines)
    {
        int common = int.MaxValue, first = -1, last = -1;
        for (int i = 0; i < lines.Count; i++)
        {
            int indent = LeadingWhiteSpace(lines[i]);
            if (indent == lines[i].Length)
                continue;
            if (first < 0)
                first = i;
            last = i;
            if (i != 0 && indent < common)
                common = indent;
        }
        if (first < 0)
            return "";
        StringBuilder text = new();
        for (int i = first; i <= last; i++)
        {
            if (i > first)
                text.Append('\n');
            string line = lines[i];
            text.Append(line, i == 0 ? 0 : Math.Min(common, line.Length), i == 0 ? line.Length : line.Length - Math.Min(common, line.Length));
        }
        return text.ToString();
    }

    /// <summary>Whether reading the text back from a block string would give the same text.</summary>
    public static bool CanHold(string value)
    {
        if (value.Length == 0)
            return true;
        bool emptyLine = true, hasIndent = false, commonIndent = true, seenLine = false;
        foreach (char c in value)
        {
            switch (c)
            {
                case '\n':
                    if (emptyLine && !seenLine)
                        return false;
                    seenLine = true;
                    emptyLine = true;
                    hasIndent = false;
                    break;
                case '\t' or ' ':
                    hasIndent |= emptyLine;
                    break;
                case < ' ' or '\u007f':
                    return false;
                default:
                    commonIndent &= hasIndent;
                    emptyLine = false;
                    break;
            }
        }
        return !emptyLine && !(commonIndent && seenLine);
    }

    /// <summary>Writes a text as a block string, on one line where that is legible.</summary>
    public static string Print(string value)
    {
        string escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        string[] lines = escaped.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        bool single = lines.Length == 1;
        bool leadingLine = lines.Length > 1 && lines.Skip(1).All(line => line.Length == 0 || CharacterClass.IsWhiteSpace(line[0]));
        bool trailingTriple = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        bool trailingLine = (value.EndsWith('"') && !trailingTriple) || value.EndsWith('\\');
        bool multiple = !single || value.Length > 70 || trailingLine || leadingLine || trailingTriple;
        bool skipLeading = single && value.Length > 0 && CharacterClass.IsWhiteSpace(value[0]);
        StringBuilder text = new("\"\"\"");
        if ((multiple && !skipLeading) || leadingLine)
            text.Append('\n');
        text.Append(escaped);
        if (multiple || trailingLine)
            text.Append('\n');
        return text.Append("\"\"\"").ToString();
    }

    private static int LeadingWhiteSpace(string line)
    {
        int i = 0;
        while (i < line.Length && CharacterClass.IsWhiteSpace(line[i]))
            i++;
        return i;
    }
}
