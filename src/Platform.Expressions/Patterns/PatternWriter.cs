using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Platform.Expressions.Patterns;

/// <summary>Writes a pattern in the syntax of an engine. Sets are written as ranges, so that no engine's own classes come into play.</summary>
internal static class PatternWriter
{
    /// <summary>For .NET, whose engine sees UTF-16: characters beyond U+FFFF become pairs.</summary>
    public static string DotNet(PatternNode root) => Write(root, @"\z", AppendUtf16);

    /// <summary>For PostgreSQL.</summary>
    public static string PostgreSql(PatternNode root) => Write(root, @"\Z", AppendCharacters);

    private static string Write(PatternNode root, string end, Action<StringBuilder, CharacterSet> set)
    {
        StringBuilder text = new();
        Node(root);
        return text.ToString();

        void Node(PatternNode node)
        {
            switch (node)
            {
                case PatternNode.Set n: set(text, n.Characters); break;
                case PatternNode.Anchor n: text.Append(n.IsStart ? @"\A" : end); break;
                case PatternNode.Sequence n: foreach (PatternNode part in n.Parts) Group(part, part is PatternNode.Alternation); break;
                case PatternNode.Alternation n: Alternation(n); break;
                case PatternNode.Repeat n: Repeat(n); break;
                default: throw new UnreachableException();
            }
        }

        void Alternation(PatternNode.Alternation node)
        {
            text.Append("(?:");
            for (int i = 0; i < node.Branches.Count; i++)
            {
                if (i > 0) text.Append('|');
                Node(node.Branches[i]);
            }

            text.Append(')');
        }

        void Repeat(PatternNode.Repeat node)
        {
            Group(node.Part, node.Part is not PatternNode.Set);
            string most = node.Most is { } count ? count.ToString(CultureInfo.InvariantCulture) : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"{{{node.Least},{most}}}");
        }

        void Group(PatternNode node, bool grouped)
        {
            if (grouped) text.Append("(?:");
            Node(node);
            if (grouped) text.Append(')');
        }
    }

    private static void AppendCharacters(StringBuilder text, CharacterSet set)
    {
        if (set.Ranges.Count == 0)
        {
            // A class cannot be empty: the end, and then something.
            text.Append(@"(?:\Z[a])");
            return;
        }

        text.Append('[');
        foreach ((int from, int to) in set.Ranges) Range(text, from, to, static (t, c) => t.Append(CultureInfo.InvariantCulture, $"\\U{c:x8}"));
        text.Append(']');
    }

    private static void AppendUtf16(StringBuilder text, CharacterSet set)
    {
        List<string> choices = [];
        StringBuilder basic = new();
        foreach ((int from, int to) in set.Ranges)
        {
            if (from <= 0xFFFF) Unit(basic, from, Math.Min(to, 0xFFFF));
            if (to > 0xFFFF) choices.AddRange(Pairs(Math.Max(from, 0x10000) - 0x10000, to - 0x10000));
        }

        if (basic.Length > 0) choices.Insert(0, $"[{basic}]");
        text.Append("(?:").Append(choices.Count == 0 ? @"\z[a]" : string.Join('|', choices)).Append(')');
    }

    /// <summary>A range of offsets from U+10000 as pairs of surrogates: a piece of the first row, whole rows, a piece of the last.</summary>
    private static IEnumerable<string> Pairs(int from, int to)
    {
        while (from <= to)
        {
            int row = from >> 10, lastRow = to >> 10;
            bool wholeRows = (from & 0x3FF) == 0 && lastRow > row;
            int end = wholeRows ? ((to & 0x3FF) == 0x3FF ? to : (lastRow << 10) - 1) : Math.Min(to, (row << 10) | 0x3FF);
            StringBuilder high = new(), low = new();
            Unit(high, 0xD800 + row, 0xD800 + (end >> 10));
            Unit(low, 0xDC00 + (from & 0x3FF), 0xDC00 + (end & 0x3FF));
            yield return $"[{high}][{low}]";
            from = end + 1;
        }
    }

    private static void Unit(StringBuilder text, int from, int to) =>
        Range(text, from, to, static (t, c) => t.Append(CultureInfo.InvariantCulture, $"\\u{c:x4}"));

    private static void Range(StringBuilder text, int from, int to, Action<StringBuilder, int> character)
    {
        character(text, from);
        if (to == from) return;
        text.Append('-');
        character(text, to);
    }
}
