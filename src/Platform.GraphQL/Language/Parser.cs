using System.Text;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Language;

/// <summary>
/// Source text to syntax tree (section 2 and appendix B, edition of September 2025). The first error ends parsing; its message and
/// location are worded as graphql-js words them. Nothing here throws on any input, and the stack is safe: nesting is limited.
/// </summary>
public static class Parser
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Parses a document: operations and fragments, or type-system definitions, or both.</summary>
    public static ParseResult<DocumentNode> Parse(string source, ParserLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Run(source, limits, parser => parser.ParseDocument());
    }

    /// <summary>Parses a document from its UTF-8 bytes; bytes that are not UTF-8 are a syntax error at their place.</summary>
    public static ParseResult<DocumentNode> Parse(ReadOnlySpan<byte> utf8Source, ParserLimits? limits = null)
    {
        limits ??= ParserLimits.Request;
        if (utf8Source.Length > limits.MaxSourceLength)
            return new(null, TooLong(limits));
        try
        {
            return Parse(StrictUtf8.GetString(utf8Source), limits);
        }
        catch (DecoderFallbackException error)
        {
            int valid = Math.Max(error.Index, 0);
            string prefix = Encoding.UTF8.GetString(utf8Source[..valid]);
            string message = $"Syntax Error: Invalid UTF-8 at byte {valid}.";
            return new(null, GraphQLError.At(SourceSpan.Locate(prefix, prefix.Length), message, "SYNTAX"));
        }
    }

    /// <summary>Parses one value literal, which may hold variables.</summary>
    public static ParseResult<ValueNode> ParseValue(string source, ParserLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Run(source, limits, parser => parser.ParseWhole(() => parser.ParseValueLiteral(isConst: false)));
    }

    /// <summary>Parses one type reference such as <c>[Int!]!</c>.</summary>
    public static ParseResult<TypeNode> ParseType(string source, ParserLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Run(source, limits, parser => parser.ParseWhole(parser.ParseTypeReference));
    }

    private static ParseResult<T> Run<T>(string source, ParserLimits? limits, Func<SyntaxParser, T> parse)
        where T : class
    {
        limits ??= ParserLimits.Request;
        if (source.Length > limits.MaxSourceLength)
            return new(null, TooLong(limits));
        try
        {
            return new(parse(new SyntaxParser(source, limits)), null);
        }
        catch (SyntaxException error)
        {
            return new(null, new GraphQLError($"Syntax Error: {error.Message}")
            {
                Code = error.Code,
                Reason = error.Reason,
                Locations = [SourceSpan.Locate(source, error.Offset)],
            });
        }
    }

    private static GraphQLError TooLong(ParserLimits limits) =>
        new($"Syntax Error: Document is longer than {limits.MaxSourceLength} characters. Parsing aborted.")
        {
            Code = GraphQLErrorCode.LimitExceeded,
            Reason = "DOCUMENT_TOO_LONG",
        };
}
