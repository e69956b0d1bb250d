using System.Text.Json.Nodes;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Xunit;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// The parser against graphql-js. One known deviation: graphql-js also reads what is newer than the edition of September 2025,
/// directives on directive definitions and <c>extend directive</c>; documents with those are left out.
/// </summary>
public sealed class ParseOracleTests(OracleProcess oracle)
{
    [Theory]
    [InlineData(1, 4_000)]
    [InlineData(2, 4_000)]
    public void Random_documents_parse_to_the_same_tree_or_the_same_error(int seed, int count)
    {
        Random random = new(seed);
        int parsed = 0;
        for (int i = 0; i < count; i++)
        {
            string source = RandomSource.Next(random);
            JsonNode expected = oracle.Ask(new JsonObject { ["command"] = "parse", ["source"] = source });
            ParseResult<DocumentNode> actual = Parser.Parse(source);
            if (IsNewerThanTheEdition(expected, actual))
                continue;
            if (actual.Success)
            {
                parsed++;
                Assert.True(expected["tree"] is not null, $"{source}\n{OracleJson.Errors(expected)}");
                Assert.Equal(expected["tree"]!.GetValue<string>(), SyntaxDump.Of(actual.Value));
                if (actual.Value.Definitions.All(definition => definition is ExecutableDefinitionNode))
                    Assert.Equal(expected["printed"]!.GetValue<string>(), Printer.Print(actual.Value));
            }
            else
            {
                string errors = OracleJson.Errors([actual.Error]);
                Assert.True(errors == OracleJson.Errors(expected), $"{source}\n{errors}\n{OracleJson.Errors(expected)}");
            }
        }
        Assert.InRange(parsed, count / 10, count * 9 / 10);
    }

    [Fact]
    public void Printing_and_parsing_again_gives_the_same_tree()
    {
        Random random = new(3);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            if (Parser.Parse(RandomSource.Next(random)).Value is not { } document)
                continue;
            parsed++;
            string printed = Printer.Print(document);
            ParseResult<DocumentNode> again = Parser.Parse(printed);
            Assert.True(again.Success, printed);
            Assert.Equal(SyntaxDump.Of(document, spans: false), SyntaxDump.Of(again.Value, spans: false));
            Assert.Equal(printed, Printer.Print(again.Value));
        }
        Assert.InRange(parsed, 4_000, 20_000);
    }

    private static bool IsNewerThanTheEdition(JsonNode expected, ParseResult<DocumentNode> actual) =>
        expected["tree"]?.GetValue<string>() is { } tree
            ? tree.Contains("(DirectiveExtension", StringComparison.Ordinal)
                || (tree.Contains("(DirectiveDefinition", StringComparison.Ordinal) && !actual.Success)
            : actual.Error?.Message.Contains("Expected \"on\", found \"@\"", StringComparison.Ordinal) == true
                || actual.Error?.Message.Contains("Unexpected Name \"directive\"", StringComparison.Ordinal) == true;
}
