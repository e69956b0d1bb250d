using System.Text;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Xunit;

namespace Platform.GraphQL.Tests.Language;

public sealed class LexicalTests
{
    [Theory]
    [InlineData("{a,,,b}")]
    [InlineData("\uFEFF{a b}")]
    [InlineData("{a\uFEFF b}")]
    [InlineData("#c\n{a\rb}\r\n# end")]
    [InlineData("{a\tb}")]
    public void Ignored_tokens_do_not_matter(string source) =>
        Assert.Equal("{\n  a\n  b\n}", Printer.Print(Document(source)));

    [Theory]
    [InlineData("{a(b:01)}", "Syntax Error: Invalid number, unexpected digit after 0: \"1\".", 1, 7)]
    [InlineData("{a(b:1a)}", "Syntax Error: Invalid number, expected digit but got: \"a\".", 1, 7)]
    [InlineData("{a(b:1.)}", "Syntax Error: Invalid number, expected digit but got: \")\".", 1, 8)]
    [InlineData("{a(b:.5)}", "Syntax Error: Invalid number, expected digit before \".\", did you mean \"0.5\"?", 1, 6)]
    [InlineData("{a(b:-)}", "Syntax Error: Invalid number, expected digit but got: \")\".", 1, 7)]
    [InlineData("{a(b:1e)}", "Syntax Error: Invalid number, expected digit but got: \")\".", 1, 8)]
    [InlineData("{a(b:1.2.3)}", "Syntax Error: Invalid number, expected digit but got: \".\".", 1, 9)]
    [InlineData("{a(b:\"\n\")}", "Syntax Error: Unterminated string.", 1, 7)]
    [InlineData("{a(b:\"\\q\")}", "Syntax Error: Invalid character escape sequence: \"\\q\".", 1, 7)]
    [InlineData("{a(b:\"\\u00g0\")}", "Syntax Error: Invalid Unicode escape sequence: \"\\u00g0\".", 1, 7)]
    [InlineData("{a(b:\"\\uD800\")}", "Syntax Error: Invalid Unicode escape sequence: \"\\uD800\".", 1, 7)]
    [InlineData("{a(b:\"\\u{110000}\")}", "Syntax Error: Invalid Unicode escape sequence: \"\\u{110000}\".", 1, 7)]
    [InlineData("{\n  ?}", "Syntax Error: Unexpected character: \"?\".", 2, 3)]
    [InlineData("{\r\n\r é}", "Syntax Error: Unexpected character: U+00E9.", 3, 2)]
    [InlineData("{'a'}", "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 2)]
    [InlineData("{..a}", "Syntax Error: Unexpected \"..\", did you mean \"...\"?", 1, 2)]
    [InlineData("{a(b:\"\"\"x)}", "Syntax Error: Unterminated string.", 1, 12)]
    public void A_lexical_error_has_its_place(string source, string message, int line, int column)
    {
        GraphQLError? error = Parser.Parse(source).Error;
        Assert.NotNull(error);
        Assert.Equal((message, new SourceLocation(line, column)), (error.Message, error.Locations[0]));
        Assert.Equal((GraphQLErrorCode.BadUserInput, "SYNTAX"), (error.Code, error.Reason));
    }

    [Fact]
    public void A_lone_surrogate_is_no_character()
    {
        GraphQLError? error = Parser.Parse("{a(b:\"\uD83D\")}").Error;
        Assert.Equal("Syntax Error: Invalid character within String: U+D83D.", error?.Message);
    }

    [Theory]
    [InlineData("\"\\u{1F600}\"", "😀")]
    [InlineData("\"\\uD83D\\uDE00\"", "😀")]
    [InlineData("\"😀 \\u00e9\\t\\\\\\/\"", "😀 é\t\\/")]
    [InlineData("\"\"", "")]
    [InlineData("\"\"\"\n    one\n      two\n\n    three\n  \"\"\"", "one\n  two\n\nthree")]
    [InlineData("\"\"\"a\\\"\"\"b\\n\"\"\"", "a\"\"\"b\\n")]
    [InlineData("\"\"\"a\r\nb\rc\"\"\"", "a\nb\nc")]
    [InlineData("\"\"\"\"\"\"", "")]
    public void A_string_stands_for_its_text(string literal, string text) =>
        Assert.Equal(text, Assert.IsType<StringValueNode>(Parser.ParseValue(literal).Value).Value);

    [Fact]
    public void Keywords_are_legal_names()
    {
        const string Source =
            "query query($on: type = null) { on: query(true: on, null: $on) { ...fragment ... on on { fragment } } } fragment fragment on on { type }";
        Assert.True(Parser.Parse(Source).Success);
        Assert.Equal("Syntax Error: Unexpected Name \"on\".", Parser.Parse("fragment on on T { a }").Error?.Message);
    }

    [Fact]
    public void Spans_count_lines_and_columns_in_utf16_units()
    {
        OperationDefinitionNode operation = Assert.IsType<OperationDefinitionNode>(
            Document("query Q {\r\n  a(x: \"😀\") b(y: \"\"\"\n\n\"\"\") c }").Definitions[0]);
        FieldNode[] fields = [.. operation.SelectionSet.Selections.Cast<FieldNode>()];
        Assert.Equal(new SourceLocation(2, 3), fields[0].Span.Location);
        Assert.Equal(new SourceLocation(2, 14), fields[1].Span.Location);
        Assert.Equal(new SourceLocation(4, 6), fields[2].Span.Location);
        Assert.Equal(new SourceSpan(13, 23, 2, 3), fields[0].Span);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_a_syntax_error_at_their_place()
    {
        byte[] source = [.. Encoding.UTF8.GetBytes("{\n  é"), 0xC0, 0x20];
        GraphQLError? error = Parser.Parse(source).Error;
        Assert.Equal("Syntax Error: Invalid UTF-8 at byte 6.", error?.Message);
        Assert.Equal(new SourceLocation(2, 4), error?.Locations[0]);
        Assert.True(Parser.Parse("{ \u00e9 }"u8).Error is { Message: "Syntax Error: Unexpected character: U+00E9." });
        Assert.True(Parser.Parse("{ a }"u8).Success);
    }

    private static DocumentNode Document(string source)
    {
        ParseResult<DocumentNode> result = Parser.Parse(source);
        Assert.True(result.Success, result.Error?.Message);
        return result.Value;
    }
}
