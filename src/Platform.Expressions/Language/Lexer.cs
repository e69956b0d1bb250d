using System.Globalization;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>
/// Splits an expression into tokens (CEL language definition, "Syntax"). White space and <c>//</c> comments separate tokens and are
/// dropped. Literals of types that the platform does not have (<c>1u</c>, <c>b"…"</c>) are refused by name.
/// </summary>
internal sealed class Lexer(string text, int from = 0)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    };

    private int position = from;

    /// <summary>Offset of the token that was read last, or refused.</summary>
    public int Start { get; private set; }

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever after the last.</summary>
    public Token Next()
    {
        SkipBlanks();
        Start = position;
        if (position >= text.Length) return new Token(TokenKind.End, new SourceRange(text.Length, 0), string.Empty);

        int start = position;
        char c = text[position];
        if (StartsTextLiteral()) return TextLiteral(start);
        if (IsNameStart(c)) return Name(start);
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) return Number(start);
        return Symbol(start);
    }

    private char Peek(int ahead) => position + ahead < text.Length ? text[position + ahead] : '\0';

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                position++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                int newline = text.IndexOf('\n', position);
                position = newline < 0 ? text.Length : newline + 1;
            }
            else
            {
                return;
            }
        }
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private Token Name(int start)
    {
        while (position < text.Length && IsNamePart(text[position])) position++;
        string name = text[start..position];
        SourceRange range = new(start, position - start);
        if (Reserved.Contains(name))
            throw ExpressionSyntaxException.At(ExpressionCodes.ReservedWord, $"'{name}' is a reserved word of the language.", range);
        TokenKind kind = name switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => TokenKind.Identifier,
        };
        return new Token(kind, range, name);
    }

    private Token Number(int start)
    {
        if (text[position] == '0' && Peek(1) is 'x' or 'X') return HexadecimalNumber(start);

        SkipDigits();
        bool isDecimal = false;
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDecimal = true;
            position++;
            SkipDigits();
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isDecimal = true;
            position += 2;
            SkipDigits();
        }

        return NumberToken(start, isDecimal ? TokenKind.Decimal : TokenKind.Integer);
    }

    private Token HexadecimalNumber(int start)
    {
        position += 2;
        int digits = position;
        while (char.IsAsciiHexDigit(Peek(0))) position++;
        if (position == digits)
            throw ExpressionSyntaxException.At(ExpressionCodes.BadNumber, "Digits must follow '0x'.", new SourceRange(start, 2));
        return NumberToken(start, TokenKind.Integer);
    }

    private Token NumberToken(int start, TokenKind kind)
    {
        SourceRange range = new(start, position - start);
        if (Peek(0) is 'u' or 'U')
            throw ExpressionSyntaxException.At(ExpressionCodes.Unsupported, "There are no unsigned numbers; leave out the 'u'.", range);
        if (IsNamePart(Peek(0)))
            throw ExpressionSyntaxException.At(ExpressionCodes.BadNumber, $"A number cannot be followed by '{Peek(0)}'.", range);
        return new Token(kind, range, text[start..position]);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek(0))) position++;
    }

    private bool StartsTextLiteral()
    {
        int at = position;
        bool raw = false, bytes = false;
        while (at < text.Length && at < position + 2)
        {
            if (text[at] is 'r' or 'R' && !raw) raw = true;
            else if (text[at] is 'b' or 'B' && !bytes) bytes = true;
            else break;
            at++;
        }

        return at < text.Length && text[at] is '"' or '\'';
    }

    private Token TextLiteral(int start)
    {
        bool raw = false;
        while (text[position] is not ('"' or '\''))
        {
            if (text[position] is 'b' or 'B')
            {
                throw ExpressionSyntaxException.At(
                    ExpressionCodes.Unsupported, "There are no byte strings; leave out the 'b'.", new SourceRange(position, 1));
            }

            raw = true;
            position++;
        }

        return new TextLiteralReader(text, start, position, raw).Read(out position);
    }

    private Token Symbol(int start)
    {
        char c = text[position], next = Peek(1);
        (TokenKind kind, int length) = (c, next) switch
        {
            ('|', '|') => (TokenKind.Or, 2),
            ('&', '&') => (TokenKind.And, 2),
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('!', _) => (TokenKind.Not, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('%', _) => (TokenKind.Percent, 1),
            ('?', _) => (TokenKind.Question, 1),
            (':', _) => (TokenKind.Colon, 1),
            ('.', _) => (TokenKind.Dot, 1),
            (',', _) => (TokenKind.Comma, 1),
            ('(', _) => (TokenKind.LeftParenthesis, 1),
            (')', _) => (TokenKind.RightParenthesis, 1),
            ('[', _) => (TokenKind.LeftBracket, 1),
            (']', _) => (TokenKind.RightBracket, 1),
            ('{', _) => (TokenKind.LeftBrace, 1),
            ('}', _) => (TokenKind.RightBrace, 1),
            _ => throw Unknown(start, c),
        };
        position += length;
        return new Token(kind, new SourceRange(start, length), string.Empty);
    }

    private ExpressionSyntaxException Unknown(int start, char c)
    {
        string[] suggestions = c switch { '=' => ["=="], '&' => ["&&"], '|' => ["||"], '“' or '”' => ["\""], '‘' or '’' => ["'"], '，' => [","], '（' => ["("], '）' => [")"], _ => [] };
        bool isPair = char.IsHighSurrogate(c) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]);
        // What directs writing or cannot be seen is named by its number.
        bool isSeen = isPair || !(char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
        string shown = isSeen ? $"'{text.AsSpan(start, isPair ? 2 : 1)}'" : $"U+{(int)c:X4}";
        Sentence sentence = $"{shown} cannot stand here.";
        if (suggestions.Length > 0) sentence = $"{shown} cannot stand here. Did you mean {suggestions[0]} ?";
        return ExpressionSyntaxException.At(ExpressionCodes.Syntax, sentence, new SourceRange(start, isPair ? 2 : 1), suggestions);
    }
}
