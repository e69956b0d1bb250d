using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;
using Xunit;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// The validator against graphql-js: same errors, same words, same places, same order. Three known deviations:
/// <list type="bullet">
/// <item>The order of types in "Did you mean to use an inline fragment on": graphql-js sorts with a comparison that is no order (an
/// interface before its object, else by name, goes round in circles), so its result depends on the sorting algorithm. The names are
/// compared as a set.</item>
/// <item>A nullable variable as the field of a one-of input object: the specification forbids it always (section 5.8.5);
/// graphql-js 17.1 overlooks it where the type of the object is written with an exclamation mark.</item>
/// <item>A literal for a scalar that holds variables: messages here show it as it was written, graphql-js's with null for each
/// variable. What is shown is not compared then.</item>
/// </list>
/// </summary>
public sealed partial class ValidationOracleTests(OracleProcess oracle)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Random_operations_get_the_same_verdict_with_the_same_errors(int seed)
    {
        Random random = new(seed);
        int valid = 0, invalid = 0;
        for (int s = 0; s < 12; s++)
        {
            string sdl = RandomSchema.Next(random);
            GraphQLSchema schema = SchemaReader.Read(sdl);
            for (int i = 0; i < 150; i++)
            {
                string source = RandomOperation.Next(schema, random);
                if (Compare(schema, sdl, source))
                    valid++;
                if (!Compare(schema, sdl, RandomOperation.Mutate(source, random)))
                    invalid++;
            }
        }
        Assert.True(valid > 600, $"{valid} of 1800 documents were valid");
        Assert.True(invalid > 900, $"{invalid} of 1800 edited documents were invalid");
    }

    [Fact]
    public void The_random_documents_break_every_rule()
    {
        Random random = new(15);
        HashSet<string> broken = [];
        for (int s = 0; s < 40; s++)
        {
            GraphQLSchema schema = SchemaReader.Read(RandomSchema.Next(random));
            for (int i = 0; i < 200; i++)
            {
                if (Parser.Parse(RandomOperation.Mutate(RandomOperation.Next(schema, random), random)).Value is { } document)
                    broken.UnionWith(Validator.Validate(schema, document).Select(error => error.Reason!));
            }
        }

        // Type-system definitions and deep introspection are beyond what the edits make; ValidationRuleTests has them.
        Assert.Equal(
            ["ExecutableDefinitions", "MaxIntrospectionDepth"],
            SpecifiedRules.All.Select(rule => rule.Name).Except(broken).Order(StringComparer.Ordinal).ToArray());
    }

    private bool Compare(GraphQLSchema schema, string sdl, string source)
    {
        JsonNode answer = oracle.Ask(new JsonObject
        {
            ["command"] = "validate",
            ["sdl"] = sdl,
            ["source"] = source,
            ["maxErrors"] = ValidationLimits.Request.MaxErrors,
        });
        ParseResult<DocumentNode> parsed = Parser.Parse(source);
        string actual = OracleJson.Errors(parsed.Success ? Validator.Validate(schema, parsed.Value) : [parsed.Error]);
        string expected = TypesSuggested().Replace(OracleJson.Errors(answer), SortNames);
        actual = string.Join('\n', TypesSuggested().Replace(actual, SortNames).Split('\n')
            .Where(line => !line.Contains("must be non-nullable to be used for OneOf", StringComparison.Ordinal)
                || expected.Contains(line, StringComparison.Ordinal)));
        if (Variables().IsMatch(actual))
            (expected, actual) = (ScalarShown().Replace(expected, "$1"), ScalarShown().Replace(actual, "$1"));
        Assert.True(expected == actual, $"{sdl}\n{source}\n--- graphql-js\n{expected}\n--- here\n{actual}");
        return expected.Length == 0;
    }

    private static string SortNames(Match match) =>
        string.Join(' ', match.Value.Replace(",", "", StringComparison.Ordinal).Split(' ').Order(StringComparer.Ordinal));

    [GeneratedRegex(@"cannot represent[^\n]*\$v\d")]
    private static partial Regex Variables();

    [GeneratedRegex(@"(cannot represent[^:\n]*): [^@]*")]
    private static partial Regex ScalarShown();

    [GeneratedRegex("(?<=to use an inline fragment on )[^?]*")]
    private static partial Regex TypesSuggested();
}
