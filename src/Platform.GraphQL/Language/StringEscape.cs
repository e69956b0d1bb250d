using System.Globalization;
using System.Text;

namespace Platform.GraphQL.Language;

/// <summary>Escapes of quoted strings (section 2.9.4): single letters, <c>\uXXXX</c> with surrogate pairs, and <c>\u{X…}</c>.</summary>
internal static class StringEscape
{
    /// <summary>Appends what the escape at <paramref name="offset"/> stands for; returns its length in the source.</summary>
    public static int Read(string source, int offset, StringBuilder text)
    {
        if (At(source, offset + 1) != 'u')
            return ReadLetter(source, offset, text);
        return At(source, offset + 2) == '{' ? ReadBraced(source, offset, text) : ReadFixed(source, offset, text);
    }

    /// <summary>Writes a text as a quoted string: control characters, quotes and backslashes escaped, all else as it is.</summary>
    public static void Print(StringBuilder output, string value)
    {
        output.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': output.Append("\\\""); break;
                case '\\': output.Append("\\\\"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case < ' ' or (>= '\u007f' and <= '\u009f'): output.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)); break;
                default: output.Append(c); break;
            }
        }
        output.Append('"');
    }

    private static char At(string source, int offset) => offset < source.Length ? source[offset] : '\0';

    private static int ReadLetter(string source, int offset, StringBuilder text)
    {
        char? value = At(source, offset + 1) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (value is null)
            throw SyntaxException.At(offset, $"Invalid character escape sequence: \"{Slice(source, offset, 2)}\".");
        text.Append(value.Value);
        return 2;
    }

    private static int ReadBraced(string source, int offset, StringBuilder text)
    {
        int point = 0, size = 3;
        while (size < 12)
        {
            char c = At(source, offset + size++);
            if (c == '}')
            {
                if (size < 5 || !Rune.IsValid(point))
                    break;
                text.Append(new Rune(point).ToString());
                return size;
            }
            int digit = HexDigit(c);
            if (digit < 0 || point > 0x7ffffff)
                break;
            point = (point << 4) | digit;
        }
        throw Invalid(source, offset, size);
    }

    private static int ReadFixed(string source, int offset, StringBuilder text)
    {
        int code = FourDigits(source, offset + 2);
        if (code >= 0 && !char.IsSurrogate((char)code))
        {
            text.Append((char)code);
            return 6;
        }
        if (code >= 0 && char.IsHighSurrogate((char)code) && At(source, offset + 6) == '\\' && At(source, offset + 7) == 'u')
        {
            int low = FourDigits(source, offset + 8);
            if (low >= 0 && char.IsLowSurrogate((char)low))
            {
                text.Append((char)code).Append((char)low);
                return 12;
            }
        }
        throw Invalid(source, offset, 6);
    }

    private static int FourDigits(string source, int offset)
    {
        int code = 0;
        for (int i = 0; i < 4; i++)
        {
            int digit = HexDigit(At(source, offset + i));
            if (digit < 0)
                return -1;
            code = (code << 4) | digit;
        }
        return code;
    }

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };

    private static SyntaxException Invalid(string source, int offset, int size) =>
        SyntaxException.At(offset, $"Invalid Unicode escape sequence: \"{Slice(source, offset, size)}\".");

    private static string Slice(string source, int offset, int size) =>
        source.Substring(offset, Math.Min(size, source.Length - offset));
}
