using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>What clients build from our introspection, by graphql-js.</summary>
public sealed class IntrospectionOracleTests(OracleProcess oracle)
{
    [Fact]
    public async Task A_client_schema_builds_from_introspection_is_valid_and_equals_the_printed_schema()
    {
        string query = oracle.Ask(new JsonObject { ["command"] = "introspectionQuery" })["source"]!.GetValue<string>();
        Random random = new(31);
        for (int i = 0; i < 20; i++)
        {
            GraphQLSchema schema = SchemaReader.Read(RandomSchema.Next(random) + Documented);
            JsonNode data = await ExecuteAsync(schema, query);
            JsonNode client = oracle.Ask(new JsonObject { ["command"] = "client", ["data"] = data.DeepClone() });
            Assert.Equal("", OracleJson.Errors(client));

            JsonNode printed = oracle.Ask(new JsonObject { ["command"] = "sdl", ["source"] = SchemaPrinter.Print(schema) });
            Assert.Equal("", OracleJson.Errors(printed));
            Assert.Equal(printed["printed"]!.GetValue<string>(), client["printed"]!.GetValue<string>());
            Assert.Equal(SchemaPrinter.Print(schema), SchemaPrinter.Print(SchemaReader.Read(SchemaPrinter.Print(schema))));
        }
    }

    private const string Documented = """"

        """
        A type with everything that is documented.

        Second paragraph with "quotes" and \"""three\""".
        """
        type Documented implements Extra {
          id: ID!
          "Old." shared: Int @deprecated
          extra("How many." first: Int = 10 @deprecated(reason: "Use `count`."), count: [Int!] = [1, 2]): Extra
          gone: [Level!]! @deprecated(reason: "Gone.")
        }
        interface Extra { extra(first: Int = 10, count: [Int!] = [1, 2]): Extra }
        scalar Address @specifiedBy(url: "https://example.com/address")
        enum Level { LOW "The middle." MIDDLE HIGH @deprecated(reason: "Too much.") }
        input Documentation { level: Level! = LOW, note: String = "a \"b\"" @deprecated, nested: Documentation = { level: HIGH, nested: null } }
        """";

    private static async Task<JsonNode> ExecuteAsync(GraphQLSchema schema, string query)
    {
        PreparedOperation prepared = PreparedOperation.Prepare(schema, query, null);
        Assert.True(prepared.Success, OracleJson.Errors(prepared.Errors));
        ExecutionResult result = await Executor.ExecuteAsync(
            schema,
            prepared.Document,
            prepared.Operation,
            ImmutableDictionary<string, object?>.Empty,
            cancellationToken: TestContext.Current.CancellationToken);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        JsonNode response = JsonNode.Parse(output.WrittenSpan)!;
        Assert.Null(response["errors"]);
        return response["data"]!;
    }
}
