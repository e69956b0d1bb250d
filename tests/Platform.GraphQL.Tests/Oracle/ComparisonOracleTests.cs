using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.GraphQL.Differences;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// Breaking and dangerous changes against graphql-js. Built-in scalars that come or go with their last use are left out: here they are
/// part of every schema.
/// </summary>
public sealed partial class ComparisonOracleTests(OracleProcess oracle)
{
    /// <summary>The types of change that graphql-js counts as breaking or dangerous; all others are safe.</summary>
    private static readonly HashSet<string> Unsafe =
    [
        "TYPE_REMOVED", "TYPE_CHANGED_KIND", "TYPE_REMOVED_FROM_UNION", "VALUE_REMOVED_FROM_ENUM", "REQUIRED_INPUT_FIELD_ADDED",
        "IMPLEMENTED_INTERFACE_REMOVED", "FIELD_REMOVED", "FIELD_CHANGED_KIND", "REQUIRED_ARG_ADDED", "ARG_REMOVED", "ARG_CHANGED_KIND",
        "DIRECTIVE_REMOVED", "DIRECTIVE_ARG_REMOVED", "REQUIRED_DIRECTIVE_ARG_ADDED", "DIRECTIVE_REPEATABLE_REMOVED",
        "DIRECTIVE_LOCATION_REMOVED", "VALUE_ADDED_TO_ENUM", "TYPE_ADDED_TO_UNION", "OPTIONAL_INPUT_FIELD_ADDED", "OPTIONAL_ARG_ADDED",
        "IMPLEMENTED_INTERFACE_ADDED", "ARG_DEFAULT_VALUE_CHANGE", "INPUT_FIELD_DEFAULT_VALUE_CHANGE",
    ];

    [Fact]
    public void Random_schemas_differ_in_the_same_ways()
    {
        Random random = new(51);
        int compared = 0;
        for (int i = 0; i < 150; i++)
        {
            string old = RandomSchema.Next(random), now = Edit(random.Next(2) == 0 ? old : RandomSchema.Next(random), random);
            JsonNode answer = oracle.Ask(new JsonObject { ["command"] = "changes", ["old"] = old, ["now"] = now });
            string[] expected = [.. answer["changes"]!.AsArray()
                .Where(change => Unsafe.Contains(change!["type"]!.GetValue<string>()))
                .Select(change => change!["description"]!.GetValue<string>())
                .Where(message => !message.StartsWith("Standard scalar", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
            string[] actual = [.. SchemaComparison.Compare(SchemaReader.Read(old), SchemaReader.Read(now))
                .Where(change => change.Impact != ChangeImpact.Safe)
                .Select(change => change.Message)
                .Where(message => !message.Contains("one-of", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
            Assert.Equal(expected, actual);
            compared += actual.Length;
        }
        Assert.True(compared > 1_000, $"{compared} changes");
    }

    private static string Edit(string sdl, Random random)
    {
        (string From, string To)[] edits =
        [
            ("NEW WON", "WON"), ("HELD }", "HELD LATER }"), ("Party = Account | Contact", "Party = Contact | Order"),
            ("implements Node & Named", "implements Node"), ("type Order implements Node", "type Order"), ("Int! = 1", "Int! = 2"),
            ("Int! = 1) repeatable", "Int!) repeatable"), (" repeatable", ""), ("FIELD | QUERY", "FIELD"), ("first: Int = 10", "first: Int = 20"),
            ("first: Int = 10", "first: Int"), ("stage: Stage! = NEW", "stage: Stage = LOST"),             ("@oneOf ", ""), ("[Named!]!", "[Named]"), ("orders(ids: [[ID!]!])", "orders(ids: [[ID]]!, more: Int!)"), ("id: ID! name", "id: ID name"),
        ];
        foreach ((string from, string to) in edits)
        {
            if (random.Next(5) == 0)
                sdl = sdl.Replace(from, to, StringComparison.Ordinal);
        }
        return random.Next(5) == 0 ? MoneyAsScalar().Replace(sdl, "enum Money { EUR }") : sdl;
    }

    [GeneratedRegex("scalar Money[^\n]*")]
    private static partial Regex MoneyAsScalar();
}
