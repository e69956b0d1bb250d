using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Platform.GraphQL.Language;

/// <summary>
/// Recursive descent over the tokens. This part holds what all productions use; the productions are in the parts named after
/// the halves of the grammar.
/// </summary>
internal sealed partial class SyntaxParser
{
    private readonly Lexer lexer;
    private readonly ParserLimits limits;
    private Token token;
    private Token? ahead;
    private int lastEnd;
    private int tokenCount;
    private int depth;

    public SyntaxParser(string source, ParserLimits limits)
    {
        lexer = new Lexer(source);
        this.limits = limits;
        token = new Token(TokenKind.StartOfFile, 0, 0, 0, 0, null);
    }

    /// <summary>Parses one thing that must be all there is.</summary>
    public T ParseWhole<T>(Func<T> parse)
    {
        Expect(TokenKind.StartOfFile);
        T value = parse();
        Expect(TokenKind.EndOfFile);
        return value;
    }

    private static SyntaxException Unexpected(in Token at) => SyntaxException.At(at.Start, $"Unexpected {at.Describe()}.");

    private SourceSpan SpanFrom(in Token start) => new(start.Start, lastEnd, start.Line, start.Column);

    private bool Peek(TokenKind kind) => token.Kind == kind;

    /// <summary>The token after the current one, without consuming either.</summary>
    private Token Lookahead()
    {
        ahead ??= lexer.Next();
        return ahead.Value;
    }

    private Token Advance()
    {
        Token consumed = token;
        lastEnd = consumed.End;
        if (consumed.Kind == TokenKind.EndOfFile)
            return consumed;
        token = Lookahead();
        ahead = null;
        if (token.Kind != TokenKind.EndOfFile && ++tokenCount > limits.MaxTokens)
        {
            throw SyntaxException.Limit(
                token.Start, "TOO_MANY_TOKENS", $"Document contains more than {limits.MaxTokens} tokens. Parsing aborted.");
        }
        return consumed;
    }

    private Token Expect(TokenKind kind)
    {
        if (token.Kind == kind)
            return Advance();
        throw SyntaxException.At(token.Start, $"Expected {Token.Describe(kind)}, found {token.Describe()}.");
    }

    private bool Skip(TokenKind kind)
    {
        if (token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool PeekKeyword(string keyword) => token.Kind == TokenKind.Name && token.Value == keyword;

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword))
            throw SyntaxException.At(token.Start, $"Expected \"{keyword}\", found {token.Describe()}.");
    }

    private bool SkipKeyword(string keyword)
    {
        if (!PeekKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    /// <summary>Counts one level of nesting, which must be left again by <see cref="LeaveNesting"/>.</summary>
    private void EnterNesting()
    {
        if (++depth > limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SyntaxException.Limit(
                token.Start, "TOO_DEEP", $"Document is nested deeper than {limits.MaxDepth} levels. Parsing aborted.");
        }
    }

    private void LeaveNesting() => depth--;

    /// <summary>An opening token, any number of items, a closing token.</summary>
    private ImmutableArray<T> Any<T>(TokenKind open, Func<T> parse, TokenKind close)
    {
        Expect(open);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        while (!Skip(close))
            items.Add(parse());
        return items.DrainToImmutable();
    }

    /// <summary>An opening token, one item or more, a closing token.</summary>
    private ImmutableArray<T> Many<T>(TokenKind open, Func<T> parse, TokenKind close)
    {
        Expect(open);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (!Skip(close));
        return items.DrainToImmutable();
    }

    /// <summary>Nothing, or what <see cref="Many"/> reads.</summary>
    private ImmutableArray<T> OptionalMany<T>(TokenKind open, Func<T> parse, TokenKind close) =>
        Peek(open) ? Many(open, parse, close) : [];

    /// <summary>One item or more between separators, one of which may lead.</summary>
    private ImmutableArray<T> Delimited<T>(TokenKind separator, Func<T> parse)
    {
        Skip(separator);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (Skip(separator));
        return items.DrainToImmutable();
    }
}
