using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;

namespace Platform.Expressions.Editing;

/// <summary>
/// A text that may be unfinished, seen from a place in it: its tokens as far as they can be read, and what stands at the place. What cannot be
/// read is stepped over, so that there is always an answer.
/// </summary>
internal sealed class EditedText
{
    private EditedText(string text, int position, List<Token> tokens)
    {
        Text = text;
        Position = Math.Clamp(position, 0, text.Length);
        Tokens = tokens;
        int at = tokens.FindIndex(t => IsWord(t.Kind) && t.Range.Start <= Position && Position <= t.Range.End);
        Word = at < 0 ? new SourceRange(Position, 0) : tokens[at].Range;
        Literal = tokens.FirstOrDefault(t => t.Kind == TokenKind.Text && t.Range.Start < Position && (Position < t.Range.End || (Position == t.Range.End && IsOpen(t))));
        int from = Literal.Kind == TokenKind.Text ? Literal.Range.Start : Word.Start;
        Before = tokens.TakeWhile(t => t.Range.End <= from).Count();
        IsInComment = InComment();
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The place, in UTF-16 code units.</summary>
    public int Position { get; }

    /// <summary>Every token that can be read.</summary>
    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>Number of tokens that end before the word or literal at the place.</summary>
    public int Before { get; }

    /// <summary>The name at the place, or nothing.</summary>
    public SourceRange Word { get; }

    /// <summary>The text literal around the place; of another kind when there is none.</summary>
    public Token Literal { get; }

    /// <summary>The place is in a comment.</summary>
    public bool IsInComment { get; }

    /// <summary>The kind of a token by its index; <see cref="TokenKind.End"/> outside.</summary>
    public TokenKind KindAt(int index) => index >= 0 && index < Tokens.Count ? Tokens[index].Kind : TokenKind.End;

    /// <summary>Reads a text; one that is over the limit has no tokens.</summary>
    public static EditedText At(string text, int position) => new(text, position, text.Length > ExpressionLimits.Default.MaxLength ? [] : Read(text));

    /// <summary>A text literal without its closing quote.</summary>
    public bool IsOpen(Token literal)
    {
        string written = Text.Substring(literal.Range.Start, literal.Range.Length).TrimStart('r', 'R', 'b', 'B');
        return written.Length < 2 || written[^1] != written[0];
    }

    /// <summary>
    /// Index of the first token of the operand that ends before a token: <c>record.lines.filter(l, l.open)</c> is one. Null when there is none.
    /// </summary>
    public int? OperandStart(int end)
    {
        int at = end - 1;
        while (at >= 0)
        {
            switch (Tokens[at].Kind)
            {
                case TokenKind.RightParenthesis or TokenKind.RightBracket:
                    int open = OpeningOf(at);
                    if (open < 0) return null;
                    bool called = Tokens[open].Kind == TokenKind.LeftParenthesis && KindAt(open - 1) == TokenKind.Identifier;
                    bool indexed = Tokens[open].Kind == TokenKind.LeftBracket && EndsOperand(KindAt(open - 1));
                    at = called || indexed ? open - 1 : open;
                    if (indexed) continue;
                    break;
                case var kind when EndsOperand(kind): break;
                default: return null;
            }

            if (KindAt(at - 1) != TokenKind.Dot) return at;
            at -= 2;
        }

        return null;
    }

    /// <summary>The call of a function whose argument stands at the place, and which argument it is, from 0; null when the place is in none.</summary>
    public (string Function, int Index)? Argument()
    {
        int index = 0, depth = 0;
        for (int i = Before - 1; i >= 0; i--)
        {
            switch (Tokens[i].Kind)
            {
                case TokenKind.RightParenthesis or TokenKind.RightBracket: depth++; break;
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket when depth > 0: depth--; break;
                case TokenKind.LeftParenthesis: return KindAt(i - 1) == TokenKind.Identifier && KindAt(i - 2) != TokenKind.Dot ? (Tokens[i - 1].Value, index) : null;
                case TokenKind.LeftBracket: return null;
                case TokenKind.Comma when depth == 0: index++; break;
            }
        }

        return null;
    }

    /// <summary>A token with which an operand can end.</summary>
    public static bool EndsOperand(TokenKind kind) => kind is TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.Text or TokenKind.Integer or TokenKind.Decimal
        or TokenKind.Identifier or TokenKind.True or TokenKind.False or TokenKind.Null;

    /// <summary>The text from one token to before another.</summary>
    public string Between(int first, int end) => Text[Tokens[first].Range.Start..Tokens[end - 1].Range.End];

    private static bool IsWord(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.In;

    private int OpeningOf(int close)
    {
        int depth = 0;
        for (int i = close; i >= 0; i--)
        {
            if (Tokens[i].Kind is TokenKind.RightParenthesis or TokenKind.RightBracket) depth++;
            else if (Tokens[i].Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket && --depth == 0) return i;
        }

        return -1;
    }

    private bool InComment()
    {
        if (Literal.Kind == TokenKind.Text) return false;
        int gap = Before == 0 ? 0 : Tokens[Before - 1].Range.End;
        int line = Position == 0 ? 0 : Text.LastIndexOf('\n', Position - 1) + 1;
        int start = Math.Max(gap, line);
        return start < Position && Text.AsSpan(start, Position - start).Contains("//", StringComparison.Ordinal);
    }

    private static List<Token> Read(string text)
    {
        List<Token> tokens = [];
        Lexer lexer = new(text);
        while (true)
        {
            try
            {
                Token token = lexer.Next();
                if (token.Kind == TokenKind.End) return tokens;
                tokens.Add(token);
            }
            catch (ExpressionSyntaxException refused)
            {
                SourceRange range = refused.Diagnostic.Range;
                Token? kept = BeginsLiteral(text, lexer.Start) ? new Token(TokenKind.Text, Line(text, lexer.Start), string.Empty)
                    : refused.Diagnostic.Code == ExpressionCodes.ReservedWord ? new Token(TokenKind.Identifier, range, text.Substring(range.Start, range.Length))
                    : null;
                if (kept is { } token) tokens.Add(token);
                lexer = new Lexer(text, kept?.Range.End ?? Math.Max(lexer.Start + 1, range.End));
            }
        }
    }

    private static bool BeginsLiteral(string text, int start)
    {
        int at = start;
        while (at < text.Length && at < start + 2 && text[at] is 'r' or 'R' or 'b' or 'B') at++;
        return at < text.Length && text[at] is '"' or '\'';
    }

    private static SourceRange Line(string text, int start)
    {
        int end = text.IndexOf('\n', start);
        return new SourceRange(start, (end < 0 ? text.Length : end) - start);
    }
}
