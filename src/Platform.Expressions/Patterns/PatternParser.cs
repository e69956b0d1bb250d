using System.Globalization;
using System.Text;

namespace Platform.Expressions.Patterns;

/// <summary>
/// Reads a pattern: the regular part of RE2's syntax (CEL's), over Unicode characters. Left out is what engines read differently: word
/// boundaries, Unicode and POSIX classes, flags other than a leading <c>(?i)</c>.
/// </summary>
internal sealed class PatternParser
{
    private const int MostRepeats = 255, MostLevels = 20, MostStates = 2_000;

    private static readonly CharacterSet Digits = CharacterSet.Of([('0', '9')]);
    private static readonly CharacterSet Words = CharacterSet.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    private static readonly CharacterSet Blanks = CharacterSet.Of([('\t', '\n'), ('\f', '\r'), (' ', ' ')]);
    private static readonly CharacterSet AnyOfLine = CharacterSet.Of([('\n', '\n')]).Complement();

    private readonly int[] text;
    private readonly bool ignoresCase;
    private int position;
    private int level;

    private PatternParser(string pattern)
    {
        ignoresCase = pattern.StartsWith("(?i)", StringComparison.Ordinal);
        text = [.. (ignoresCase ? pattern[4..] : pattern).EnumerateRunes().Select(r => r.Value)];
    }

    private int Current => position < text.Length ? text[position] : -1;

    /// <summary>The pattern's tree.</summary>
    /// <exception cref="PatternException">It cannot be read.</exception>
    public static PatternNode Parse(string pattern)
    {
        PatternParser parser = new(pattern);
        PatternNode root = parser.Alternation();
        if (parser.Current == ')') throw new PatternException("A ')' has no '('.");
        return root.States() <= MostStates ? root : throw new PatternException("The pattern repeats too much.");
    }

    private PatternNode Alternation()
    {
        if (++level > MostLevels) throw new PatternException($"Groups nest deeper than {MostLevels} levels.");
        List<PatternNode> branches = [Sequence()];
        while (Take('|')) branches.Add(Sequence());
        level--;
        return branches.Count == 1 ? branches[0] : new PatternNode.Alternation(branches);
    }

    private PatternNode.Sequence Sequence()
    {
        List<PatternNode> parts = [];
        while (Current is not (-1 or '|' or ')'))
        {
            PatternNode part = Atom();
            parts.Add(Repeated(part));
        }

        return new PatternNode.Sequence(parts);
    }

    private PatternNode Repeated(PatternNode part)
    {
        if (!TryQuantifier(out int least, out int? most)) return part;
        if (part is PatternNode.Anchor) throw new PatternException("An anchor cannot be repeated.");
        Take('?');
        if (Current is '*' or '+' or '?') throw new PatternException("A repetition cannot be repeated; use a group.");
        PatternNode.Repeat repeat = new(part, least, most);
        return repeat.States() <= MostStates ? repeat : throw new PatternException("The pattern repeats too much.");
    }

    private bool TryQuantifier(out int least, out int? most)
    {
        (least, most) = (0, null);
        if (Take('*')) return true;
        if (Take('+'))
        {
            least = 1;
            return true;
        }

        if (Take('?'))
        {
            most = 1;
            return true;
        }

        return Current == '{' && TryCounts(out least, out most);
    }

    private bool TryCounts(out int least, out int? most)
    {
        position++;
        least = Count();
        most = least;
        if (Take(',')) most = Current == '}' ? null : Count();
        if (!Take('}') || most < least) throw new PatternException("A repetition is written {2}, {2,} or {2,5}.");
        return true;
    }

    private int Count()
    {
        int count = 0, start = position;
        while (Current is >= '0' and <= '9' && count <= MostRepeats) count = (count * 10) + text[position++] - '0';
        if (position == start) throw new PatternException("A '{' stands for itself as '\\{'.");
        return count <= MostRepeats ? count : throw new PatternException($"At most {MostRepeats} repetitions are counted.");
    }

    private PatternNode Atom()
    {
        int c = text[position++];
        switch (c)
        {
            case '.': return new PatternNode.Set(AnyOfLine);
            case '^': return new PatternNode.Anchor(true);
            case '$': return new PatternNode.Anchor(false);
            case '(': return Group();
            case '[': return Set(Class());
            case '\\': return Set(Escape());
            case '*' or '+' or '?': throw new PatternException($"There is nothing to repeat before '{(char)c}'.");
            case '{': throw new PatternException("A '{' stands for itself as '\\{'.");
            default: return Set(CharacterSet.Of([(c, c)]));
        }
    }

    private PatternNode Group()
    {
        if (Take('?') && !Take(':')) throw new PatternException("Of groups there are '(…)' and '(?:…)'; '(?i)' stands at the start only.");
        PatternNode inner = Alternation();
        return Take(')') ? inner : throw new PatternException("A '(' is not closed.");
    }

    private PatternNode.Set Set(CharacterSet set) => new(ignoresCase ? set.WithoutCase() : set);

    private CharacterSet Class()
    {
        bool negated = Take('^');
        List<(int From, int To)> ranges = [];
        bool first = true;
        while (first || Current != ']')
        {
            if (Current == -1) throw new PatternException("A '[' is not closed.");
            if (Current == '[' && position + 1 < text.Length && text[position + 1] == ':') throw new PatternException("There are no classes '[:…:]'.");
            first = false;
            CharacterSet item = ClassItem();
            if (Current == '-' && position + 1 < text.Length && text[position + 1] != ']')
            {
                position++;
                CharacterSet end = ClassItem();
                if (item.Ranges is not [var low] || end.Ranges is not [var high] || low.From != low.To || high.From != high.To || high.To < low.From)
                    throw new PatternException("A range goes from a lower to a higher character.");
                ranges.Add((low.From, high.To));
            }
            else
            {
                ranges.AddRange(item.Ranges);
            }
        }

        position++;
        CharacterSet set = CharacterSet.Of(ranges);
        if (ignoresCase) set = set.WithoutCase();
        return negated ? set.Complement() : set;
    }

    private CharacterSet ClassItem()
    {
        int c = Current;
        if (c == -1) throw new PatternException("A '[' is not closed.");
        position++;
        return c == '\\' ? Escape() : CharacterSet.Of([(c, c)]);
    }

    private CharacterSet Escape()
    {
        int c = Current;
        if (c == -1) throw new PatternException("A '\\' is followed by nothing.");
        position++;
        switch (c)
        {
            case 'd': return Digits;
            case 'D': return Digits.Complement();
            case 'w': return Words;
            case 'W': return Words.Complement();
            case 's': return Blanks;
            case 'S': return Blanks.Complement();
            case 't': return One('\t');
            case 'n': return One('\n');
            case 'r': return One('\r');
            case 'f': return One('\f');
            case 'v': return One('\v');
            case 'x': return One(Hexadecimal());
            case < 128 when !char.IsAsciiLetterOrDigit((char)c) && c >= ' ': return One(c);
            default: throw new PatternException($"There is no '\\{new Rune(c)}' in patterns.");
        }
    }

    private int Hexadecimal()
    {
        bool braced = Take('{');
        StringBuilder digits = new();
        while (Current is not ('}' or -1) && digits.Length < (braced ? 8 : 2)) digits.Append(new Rune(text[position++]));
        if (braced && !Take('}')) throw new PatternException("'\\x{' is not closed.");
        bool read = int.TryParse(digits.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code);
        return read && code > 0 && Rune.IsValid(code) ? code : throw new PatternException("'\\x' is followed by two hexadecimal digits, or by {…}.");
    }

    private static CharacterSet One(int c) => CharacterSet.Of([(c, c)]);

    private bool Take(char c)
    {
        if (Current != c) return false;
        position++;
        return true;
    }
}
