using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Xunit;

namespace Platform.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("", "Syntax Error: Unexpected <EOF>.", 1, 1)]
    [InlineData("{}", "Syntax Error: Expected Name, found \"}\".", 1, 2)]
    [InlineData("{a{}}", "Syntax Error: Expected Name, found \"}\".", 1, 4)]
    [InlineData("{a", "Syntax Error: Expected Name, found <EOF>.", 1, 3)]
    [InlineData("{a()}", "Syntax Error: Expected Name, found \")\".", 1, 4)]
    [InlineData("query($a: Int = $b) {a}", "Syntax Error: Unexpected variable \"$b\" in constant value.", 1, 17)]
    [InlineData("query($a Int) {a}", "Syntax Error: Expected \":\", found Name \"Int\".", 1, 10)]
    [InlineData("{ ...on }", "Syntax Error: Expected Name, found \"}\".", 1, 9)]
    [InlineData("fragment a { b }", "Syntax Error: Expected \"on\", found \"{\".", 1, 12)]
    [InlineData("notAnOperation Foo { field }", "Syntax Error: Unexpected Name \"notAnOperation\".", 1, 1)]
    [InlineData("\"d\" { a }", "Syntax Error: Unexpected description, descriptions are not supported on shorthand queries.", 1, 1)]
    [InlineData("\"d\" extend type A @b", "Syntax Error: Unexpected description, only GraphQL definitions support descriptions.", 1, 1)]
    [InlineData("extend type A", "Syntax Error: Unexpected <EOF>.", 1, 14)]
    [InlineData("enum A { true }", "Syntax Error: Name \"true\" is reserved and cannot be used for an enum value.", 1, 10)]
    [InlineData("directive @a on NOWHERE", "Syntax Error: Unexpected Name \"NOWHERE\".", 1, 17)]
    public void A_syntax_error_has_its_place(string source, string message, int line, int column)
    {
        GraphQLError? error = Parser.Parse(source).Error;
        Assert.NotNull(error);
        Assert.Equal((message, new SourceLocation(line, column)), (error.Message, error.Locations[0]));
    }

    [Fact]
    public void Descriptions_stand_on_operations_fragments_and_variables()
    {
        DocumentNode? document = Parser.Parse("\"op\" query Q(\"var\" $a: Int) { a } \"\"\"frag\"\"\" fragment F on T { b }").Value;
        Assert.NotNull(document);
        OperationDefinitionNode operation = (OperationDefinitionNode)document.Definitions[0];
        Assert.Equal("op", operation.Description?.Value);
        Assert.Equal("var", operation.VariableDefinitions[0].Description?.Value);
        Assert.Equal("frag", ((FragmentDefinitionNode)document.Definitions[1]).Description?.Value);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_an_error_and_not_the_end_of_the_process()
    {
        foreach (string source in new[]
        {
            string.Concat(Enumerable.Repeat("{a", 100_000)),
            "{a(b:" + new string('[', 100_000),
            "{a(b:" + string.Concat(Enumerable.Repeat("{b:", 100_000)),
            "query($a:" + new string('[', 100_000),
        })
        {
            GraphQLError? error = Parser.Parse(source, new ParserLimits { MaxTokens = 1_000_000 }).Error;
            Assert.Equal("Syntax Error: Document is nested deeper than 100 levels. Parsing aborted.", error?.Message);
            Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_DEEP"), (error?.Code, error?.Reason));
        }
    }

    [Fact]
    public void Nesting_up_to_the_limit_parses()
    {
        string source = string.Concat(Enumerable.Repeat("{a", 200)) + new string('}', 200);
        Assert.True(Parser.Parse(source, new ParserLimits { MaxDepth = 200 }).Success);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParserLimits { MaxDepth = 201 });
    }

    [Fact]
    public void Tokens_and_length_are_limited()
    {
        string aliases = "{" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $" a{i}: x")) + "}";
        GraphQLError? tokens = Parser.Parse(aliases).Error;
        Assert.Equal("Syntax Error: Document contains more than 15000 tokens. Parsing aborted.", tokens?.Message);
        Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_MANY_TOKENS"), (tokens?.Code, tokens?.Reason));

        GraphQLError? length = Parser.Parse(new string(' ', 5_000_000)).Error;
        Assert.Equal((GraphQLErrorCode.LimitExceeded, "DOCUMENT_TOO_LONG"), (length?.Code, length?.Reason));
    }

    [Theory]
    [InlineData("query Q($a: [Int!]! = [1] @d) @e {\n  x: a(b: $a, c: { d: 1.5e3, e: \"s\", f: E }) @include(if: true) {\n    ...F @g\n    ... on T {\n      b\n    }\n    ... @h {\n      c\n    }\n  }\n}")]
    [InlineData("fragment F on T @a {\n  b\n}")]
    [InlineData("\"d\"\nmutation M(\n\"v\"\n$a: Int\n) {\n  a\n}")]
    [InlineData("subscription {\n  a\n}")]
    [InlineData("\"\"\"d\"\"\"\nschema @a {\n  query: Q\n  mutation: M\n}")]
    [InlineData("type A implements B & C @d {\n  \"x\"\n  a(b: Int = 1 @c, d: [String!]!): E! @f\n}")]
    [InlineData("interface A implements B {\n  a: Int\n}")]
    [InlineData("union A @b = C | D")]
    [InlineData("enum A {\n  B @c\n  C\n}")]
    [InlineData("input A {\n  b: Int = null\n}")]
    [InlineData("directive @a(b: Int) repeatable on QUERY | FIELD_DEFINITION")]
    [InlineData("scalar A @b(c: \"d\")")]
    [InlineData("extend schema @a {\n  subscription: S\n}")]
    [InlineData("extend type A implements B {\n  c: D\n}")]
    [InlineData("extend interface A @b")]
    [InlineData("extend union A = B")]
    [InlineData("extend enum A {\n  B\n}")]
    [InlineData("extend input A {\n  b: C\n}")]
    [InlineData("extend scalar A @b")]
    public void The_printer_gives_the_usual_format(string source) =>
        Assert.Equal(source, Printer.Print(Parser.Parse(source).Value!));

    [Fact]
    public void Long_arguments_and_values_are_wrapped()
    {
        string text = new('x', 40);
        Assert.Equal(
            $"{{\n  a(\n    b: \"{text}\"\n    c: {{\n      d: \"{text}\"\n      e: \"{text}\"\n    }}\n  )\n}}",
            Printer.Print(Parser.Parse($"{{a(b:\"{text}\",c:{{d:\"{text}\",e:\"{text}\"}})}}").Value!));
    }

    [Fact]
    public void Deeply_nested_long_values_print_in_linear_time()
    {
        string source = "{a(b:" + string.Concat(Enumerable.Repeat("{bbbbbbbbbb:", 90)) + "1" + new string('}', 90) + ")}";
        string printed = Printer.Print(Parser.Parse(source).Value!);
        Assert.Equal(printed, Printer.Print(Parser.Parse(printed).Value!));
    }
}
