using System.Text;

namespace Platform.GraphQL.Language;

/// <summary>
/// Reads tokens from a source (section 2.1). Ignored: byte order marks, white space, line ends, commas and comments.
/// Numbers are checked for what follows them; strings hold Unicode scalar values only.
/// </summary>
internal sealed class Lexer(string source)
{
    private int position;
    private int line = 1;
    private int lineStart;

    public string Source => source;

    public Token Next()
    {
        while (position < source.Length)
        {
            char c = source[position];
            switch (c)
            {
                case '\uFEFF' or '\t' or ' ' or ',':
                    position++;
                    continue;
                case '\n':
                    position++;
                    StartLine();
                    continue;
                case '\r':
                    position += At(position + 1) == '\n' ? 2 : 1;
                    StartLine();
                    continue;
                case '#':
                    SkipComment();
                    continue;
                case '.':
                    return ReadSpread();
                case '"':
                    return At(position + 1) == '"' && At(position + 2) == '"' ? ReadBlockString() : ReadString();
            }

            if (Punctuator(c) is { } kind)
                return Take(kind, position + 1, null);
            if (CharacterClass.IsNameStart(c))
                return ReadName();
            if (CharacterClass.IsDigit(c) || c == '-')
                return ReadNumber();
            throw Unexpected(c);
        }

        return new Token(TokenKind.EndOfFile, source.Length, source.Length, line, 1 + source.Length - lineStart, null);
    }

    private static TokenKind? Punctuator(char c) => c switch
    {
        '!' => TokenKind.Bang,
        '$' => TokenKind.Dollar,
        '&' => TokenKind.Ampersand,
        '(' => TokenKind.ParenLeft,
        ')' => TokenKind.ParenRight,
        ':' => TokenKind.Colon,
        '=' => TokenKind.Equals,
        '@' => TokenKind.At,
        '[' => TokenKind.BracketLeft,
        ']' => TokenKind.BracketRight,
        '{' => TokenKind.BraceLeft,
        '|' => TokenKind.Pipe,
        '}' => TokenKind.BraceRight,
        _ => null,
    };

    /// <summary>The unit at an offset, or NUL past the end: NUL begins no token, so the two are told apart where it matters.</summary>
    private char At(int offset) => offset < source.Length ? source[offset] : '\0';

    private void StartLine()
    {
        line++;
        lineStart = position;
    }

    private Token Take(TokenKind kind, int end, string? value)
    {
        Token token = new(kind, position, end, line, 1 + position - lineStart, value);
        position = end;
        return token;
    }

    private void SkipComment()
    {
        int i = position + 1;
        while (i < source.Length && source[i] is not ('\n' or '\r') && ScalarLength(i) is var length and > 0)
            i += length;
        position = i;
    }

    private Token ReadSpread()
    {
        char next = At(position + 1);
        if (next == '.' && At(position + 2) == '.')
            return Take(TokenKind.Spread, position + 3, null);
        if (next == '.')
            throw SyntaxException.At(position, "Unexpected \"..\", did you mean \"...\"?");
        if (CharacterClass.IsDigit(next))
        {
            string digits = source[(position + 1)..SkipDigits(position + 1)];
            throw SyntaxException.At(position, $"Invalid number, expected digit before \".\", did you mean \"0.{digits}\"?");
        }
        throw Unexpected('.');
    }

    private Token ReadName()
    {
        int end = position + 1;
        while (end < source.Length && CharacterClass.IsNameContinue(source[end]))
            end++;
        return Take(TokenKind.Name, end, source[position..end]);
    }

    private Token ReadNumber()
    {
        int i = position;
        TokenKind kind = TokenKind.Int;
        if (source[i] == '-')
            i++;
        if (At(i) == '0')
        {
            i++;
            if (CharacterClass.IsDigit(At(i)))
                throw SyntaxException.At(i, $"Invalid number, unexpected digit after 0: {DescribeAt(i)}.");
        }
        else
        {
            i = ReadDigits(i);
        }

        if (At(i) == '.')
        {
            kind = TokenKind.Float;
            i = ReadDigits(i + 1);
        }

        if (At(i) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            i++;
            if (At(i) is '+' or '-')
                i++;
            i = ReadDigits(i);
        }

        if (At(i) == '.' || CharacterClass.IsNameStart(At(i)))
            throw SyntaxException.At(i, $"Invalid number, expected digit but got: {DescribeAt(i)}.");
        return Take(kind, i, source[position..i]);
    }

    private int ReadDigits(int start)
    {
        if (!CharacterClass.IsDigit(At(start)))
            throw SyntaxException.At(start, $"Invalid number, expected digit but got: {DescribeAt(start)}.");
        return SkipDigits(start);
    }

    private int SkipDigits(int start)
    {
        int i = start;
        while (CharacterClass.IsDigit(At(i)))
            i++;
        return i;
    }

    private Token ReadString()
    {
        int i = position + 1, chunk = i;
        StringBuilder? text = null;
        while (i < source.Length)
        {
            char c = source[i];
            if (c == '"')
            {
                string value = text is null ? source[chunk..i] : text.Append(source, chunk, i - chunk).ToString();
                return Take(TokenKind.String, i + 1, value);
            }

            if (c == '\\')
            {
                text = (text ?? new StringBuilder()).Append(source, chunk, i - chunk);
                i += StringEscape.Read(source, i, text);
                chunk = i;
                continue;
            }

            if (c is '\n' or '\r')
                break;
            i += StringScalarLength(i);
        }
        throw SyntaxException.At(i, "Unterminated string.");
    }

    private Token ReadBlockString()
    {
        int i = position + 3, chunk = i, start = lineStart;
        StringBuilder current = new();
        List<string> lines = [];
        while (i < source.Length)
        {
            char c = source[i];
            if (c == '"' && At(i + 1) == '"' && At(i + 2) == '"')
            {
                lines.Add(current.Append(source, chunk, i - chunk).ToString());
                Token token = Take(TokenKind.BlockString, i + 3, BlockString.Dedent(lines));
                line += lines.Count - 1;
                lineStart = start;
                return token;
            }

            if (c == '\\' && At(i + 1) == '"' && At(i + 2) == '"' && At(i + 3) == '"')
            {
                current.Append(source, chunk, i - chunk);
                chunk = i + 1;
                i += 4;
            }
            else if (c is '\n' or '\r')
            {
                lines.Add(current.Append(source, chunk, i - chunk).ToString());
                current.Clear();
                i += c == '\r' && At(i + 1) == '\n' ? 2 : 1;
                chunk = start = i;
            }
            else
            {
                i += StringScalarLength(i);
            }
        }
        throw SyntaxException.At(i, "Unterminated string.");
    }

    private int StringScalarLength(int offset) => ScalarLength(offset) is var length and > 0
        ? length
        : throw SyntaxException.At(offset, $"Invalid character within String: {DescribeAt(offset)}.");

    /// <summary>Units of the scalar value at an offset: 1, 2 for a surrogate pair, 0 for a lone surrogate.</summary>
    private int ScalarLength(int offset)
    {
        char c = source[offset];
        if (!char.IsSurrogate(c))
            return 1;
        return char.IsHighSurrogate(c) && char.IsLowSurrogate(At(offset + 1)) ? 2 : 0;
    }

    private SyntaxException Unexpected(char c)
    {
        if (c == '\'')
            return SyntaxException.At(position, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
        string adjective = ScalarLength(position) > 0 ? "Unexpected" : "Invalid";
        return SyntaxException.At(position, $"{adjective} character: {DescribeAt(position)}.");
    }

    /// <summary>How messages show a character: printable ASCII in quotes, others as a code point, the end as its marker.</summary>
    private string DescribeAt(int offset)
    {
        if (offset >= source.Length)
            return Token.Describe(TokenKind.EndOfFile);
        int code = ScalarLength(offset) == 2 ? char.ConvertToUtf32(source, offset) : source[offset];
        if (code is >= ' ' and <= '~')
            return code == '"' ? "'\"'" : $"\"{(char)code}\"";
        return $"U+{code:X4}";
    }
}
