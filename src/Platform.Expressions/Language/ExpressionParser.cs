using System.Globalization;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>
/// Parses CEL (github.com/google/cel-spec, language definition, "Syntax") by recursive descent, one method per level of precedence.
/// Maps and messages, which records have no use for, are refused by name.
/// </summary>
public sealed class ExpressionParser
{
    private readonly Lexer lexer;
    private readonly ExpressionLimits limits;
    private Token token;
    private int depth;
    private int previousEnd;

    private ExpressionParser(string text, ExpressionLimits limits)
    {
        this.limits = limits;
        lexer = new Lexer(text);
    }

    /// <summary>Parses a whole text. Never throws for what the text says.</summary>
    public static ParseResult Parse(string text, ExpressionLimits? limits = null)
    {
        limits ??= ExpressionLimits.Default;
        if (text.Length > limits.MaxLength)
        {
            Sentence message = $"The expression has {text.Length} characters; at most {limits.MaxLength} are allowed.";
            return new ParseResult(new ExpressionDiagnostic(ExpressionCodes.TooLong, message, new SourceRange(limits.MaxLength, 0)));
        }

        try
        {
            return new ParseResult(new ExpressionParser(text, limits).Whole());
        }
        catch (ExpressionSyntaxException refused)
        {
            return new ParseResult(refused.Diagnostic);
        }
    }

    private ExpressionNode Whole()
    {
        Advance();
        if (token.Kind == TokenKind.End) throw Refuse("The expression is empty.");
        ExpressionNode root = Expression();
        return token.Kind == TokenKind.End ? root : throw Refuse("An operator is missing before this, or this is too much.");
    }

    private ExpressionNode Expression()
    {
        Enter();
        ExpressionNode condition = Or();
        if (token.Kind == TokenKind.Question)
        {
            Advance();
            ExpressionNode then = Or();
            Expect(TokenKind.Colon, "':' and the value otherwise must follow.");
            ExpressionNode otherwise = Expression();
            condition = new ConditionalNode(condition, then, otherwise, condition.Range.To(otherwise.Range));
        }

        depth--;
        return condition;
    }

    private ExpressionNode Or() => LeftAssociative(And, static kind => kind == TokenKind.Or ? BinaryOperator.Or : null);

    private ExpressionNode And() => LeftAssociative(Relation, static kind => kind == TokenKind.And ? BinaryOperator.And : null);

    private ExpressionNode Relation() => LeftAssociative(Addition, static kind => kind switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.In => BinaryOperator.In,
        _ => null,
    });

    private ExpressionNode Addition() => LeftAssociative(Multiplication, static kind => kind switch
    {
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        _ => null,
    });

    private ExpressionNode Multiplication() => LeftAssociative(Unary, static kind => kind switch
    {
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Remainder,
        _ => null,
    });

    /// <summary>
    /// A chain <c>a + b + c</c> leans to the left and so is as deep as it is long; its length counts against the depth limit, because
    /// whoever walks the tree later goes that deep.
    /// </summary>
    private ExpressionNode LeftAssociative(Func<ExpressionNode> operand, Func<TokenKind, BinaryOperator?> operatorOf)
    {
        ExpressionNode left = operand();
        int links = 0;
        while (operatorOf(token.Kind) is { } op)
        {
            // 16 links of a chain weigh as one level of nesting: long sums are ordinary, deep nesting is not.
            if (++links % 16 == 0) Enter();
            Advance();
            ExpressionNode right = operand();
            left = new BinaryNode(op, left, right, left.Range.To(right.Range));
        }

        depth -= links / 16;
        return left;
    }

    private ExpressionNode Unary()
    {
        if (token.Kind is not (TokenKind.Not or TokenKind.Minus)) return Member();

        Enter();
        SourceRange start = token.Range;
        UnaryOperator op = token.Kind == TokenKind.Not ? UnaryOperator.Not : UnaryOperator.Negate;
        Advance();
        // The least integer has no positive counterpart, so the sign of a number belongs to its literal.
        bool isSign = op == UnaryOperator.Negate && token.Kind is (TokenKind.Integer or TokenKind.Decimal);
        ExpressionNode node = isSign ? Suffixes(NumberLiteral("-", start)) : Negation(op, start);
        depth--;
        return node;
    }

    private UnaryNode Negation(UnaryOperator op, SourceRange start)
    {
        ExpressionNode operand = Unary();
        return new UnaryNode(op, operand, start.To(operand.Range));
    }

    private ExpressionNode Member() => Suffixes(Primary());

    private ExpressionNode Suffixes(ExpressionNode node)
    {
        int links = 0;
        while (true)
        {
            if (token.Kind is (TokenKind.Dot or TokenKind.LeftBracket) && ++links % 16 == 0) Enter();
            if (token.Kind == TokenKind.Dot)
            {
                Advance();
                node = Selection(node);
            }
            else if (token.Kind == TokenKind.LeftBracket)
            {
                Advance();
                ExpressionNode index = Expression();
                Expect(TokenKind.RightBracket, "']' must follow.");
                node = new IndexNode(node, index, RangeFrom(node.Range));
            }
            else
            {
                depth -= links / 16;
                return node;
            }
        }
    }

    private ExpressionNode Selection(ExpressionNode operand)
    {
        Token name = token;
        if (name.Kind != TokenKind.Identifier) throw Refuse("The name of a field or function must follow the point.");
        Advance();
        if (token.Kind != TokenKind.LeftParenthesis)
            return new SelectNode(operand, name.Value, isTest: false, name.Range, RangeFrom(operand.Range));
        IReadOnlyList<ExpressionNode> arguments = Items(TokenKind.RightParenthesis, "')'");
        return (ExpressionNode?)Macros.TryBuild(operand, name, arguments, RangeFrom(operand.Range))
            ?? new CallNode(operand, name.Value, arguments, name.Range, RangeFrom(operand.Range));
    }

    private ExpressionNode Primary()
    {
        Token first = token;
        switch (first.Kind)
        {
            case TokenKind.True or TokenKind.False: return Literal(first.Kind == TokenKind.True);
            case TokenKind.Null: return Literal(null);
            case TokenKind.Text: return Literal(first.Value);
            case TokenKind.Integer or TokenKind.Decimal: return NumberLiteral(string.Empty, first.Range);
            case TokenKind.Identifier: return NameOrCall();
            case TokenKind.LeftParenthesis: return Parenthesis();
            case TokenKind.LeftBracket: return new ListNode(Items(TokenKind.RightBracket, "']'"), RangeFrom(first.Range));
            case TokenKind.LeftBrace: throw Refuse("There are no maps or messages; use fields of the record.", ExpressionCodes.Unsupported);
            case TokenKind.End: throw Refuse("The expression ends too early: a value must follow.");
            default: throw Refuse("A value must stand here.");
        }
    }

    private ExpressionNode NameOrCall()
    {
        Token name = token;
        Advance();
        if (token.Kind == TokenKind.LeftBrace) throw Refuse("There are no maps or messages; use fields of the record.", ExpressionCodes.Unsupported);
        if (token.Kind != TokenKind.LeftParenthesis) return new NameNode(name.Value, name.Range);
        IReadOnlyList<ExpressionNode> arguments = Items(TokenKind.RightParenthesis, "')'");
        SourceRange range = RangeFrom(name.Range);
        return name.Value == "has" ? Macros.Has(arguments, range) : new CallNode(null, name.Value, arguments, name.Range, range);
    }

    private ExpressionNode Parenthesis()
    {
        Advance();
        ExpressionNode inner = Expression();
        Expect(TokenKind.RightParenthesis, "')' must follow.");
        return inner;
    }

    private List<ExpressionNode> Items(TokenKind close, string shown)
    {
        Advance();
        List<ExpressionNode> items = [];
        while (token.Kind != close)
        {
            if (items.Count == limits.MaxItems)
                throw Refuse($"At most {limits.MaxItems} parts are allowed here.", ExpressionCodes.TooManyItems);
            items.Add(Expression());
            if (token.Kind == TokenKind.Comma) Advance();
            else if (token.Kind != close) throw Refuse($"',' or {shown} must follow.");
        }

        Advance();
        return items;
    }

    private LiteralNode Literal(object? value)
    {
        LiteralNode node = new(value, token.Range);
        Advance();
        return node;
    }

    private LiteralNode NumberLiteral(string sign, SourceRange start)
    {
        Token number = token;
        SourceRange range = start.To(number.Range);
        object value = number.Kind == TokenKind.Integer ? (object)Integer(sign + number.Value, range) : Decimal(sign + number.Value, range);
        Advance();
        return new LiteralNode(value, range);
    }

    private static long Integer(string written, SourceRange range)
    {
        bool negative = written[0] == '-';
        string digits = negative ? written[1..] : written;
        bool hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        NumberStyles style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        bool fits = ulong.TryParse(hexadecimal ? digits[2..] : digits, style, CultureInfo.InvariantCulture, out ulong magnitude)
            && magnitude <= (negative ? (ulong)long.MaxValue + 1 : long.MaxValue);
        if (!fits) throw ExpressionSyntaxException.At(ExpressionCodes.BadNumber, "A whole number has at most 64 bits.", range);
        return negative ? unchecked(-(long)magnitude) : (long)magnitude;
    }

    private static decimal Decimal(string written, SourceRange range)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(written, Style, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw ExpressionSyntaxException.At(ExpressionCodes.BadNumber, "The number is too large: a decimal has 28 digits.", range);
    }

    private SourceRange RangeFrom(SourceRange start) => new(start.Start, previousEnd - start.Start);

    private void Advance()
    {
        previousEnd = token.Range.End;
        token = lexer.Next();
    }

    private void Expect(TokenKind kind, Sentence message)
    {
        if (token.Kind != kind) throw Refuse(message);
        Advance();
    }

    private void Enter()
    {
        if (++depth > limits.MaxDepth)
            throw Refuse($"The expression nests deeper than {limits.MaxDepth} levels.", ExpressionCodes.TooDeep);
    }

    private ExpressionSyntaxException Refuse(Sentence message, string code = ExpressionCodes.Syntax) =>
        ExpressionSyntaxException.At(code, message, token.Range);
}
