using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// The executor against graphql-js: the same data, in the same order, with the same errors at the same paths; wrong variables refused
/// with the same words. Numbers of variables are shown as they were sent, where JavaScript shows what it made of them (100 for 1e2).
/// </summary>
public sealed class ExecutionOracleTests(OracleProcess oracle)
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Random_operations_give_the_same_response(int seed)
    {
        Random random = new(seed);
        int executed = 0, refused = 0, withErrors = 0;
        for (int s = 0; s < 15; s++)
        {
            string sdl = RandomSchema.Next(random);
            GraphQLSchema schema = EchoSchema.Read(sdl);
            for (int i = 0; i < 150; i++)
            {
                string source = RandomOperation.Next(schema, random);
                PreparedOperation prepared = PreparedOperation.Prepare(schema, source, "A");
                if (!prepared.Success)
                    continue;
                JsonObject variables = new RandomVariables(schema, random).Next(prepared.Operation);
                JsonNode answer = oracle.Ask(new JsonObject
                {
                    ["command"] = "execute",
                    ["sdl"] = sdl,
                    ["source"] = source,
                    ["operationName"] = "A",
                    ["variables"] = variables.DeepClone(),
                });
                string expected = Comparable(answer["result"]!.GetValue<string>());
                string actual = Comparable((await ExecuteAsync(schema, prepared, variables)).Replace("1e2", "100", StringComparison.Ordinal));
                Assert.True(expected == actual, $"{sdl}\n{source}\n{variables}\n--- graphql-js\n{expected}\n--- here\n{actual}");
                executed++;
                refused += expected.Contains("\"data\"", StringComparison.Ordinal) ? 0 : 1;
                withErrors += expected.Contains("\"path\"", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        Assert.True(executed > 800 && refused > 80 && withErrors > 80, $"{executed} executed, {refused} refused, {withErrors} with errors");
    }

    private static async Task<string> ExecuteAsync(GraphQLSchema schema, PreparedOperation prepared, JsonObject variables)
    {
        ArrayBufferWriter<byte> output = new();
        JsonElement json = JsonSerializer.SerializeToElement(variables);
        VariableValues values = VariableCoercion.Coerce(schema, prepared.Operation!, json);
        if (!values.Success)
        {
            ResponseWriter.WriteRequestErrors(output, values.Errors);
        }
        else
        {
            ExecutionResult result = await ExecutorOf(schema, prepared, values.Values);
            result.WriteTo(output);
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static Task<ExecutionResult> ExecutorOf(
        GraphQLSchema schema, PreparedOperation prepared, IReadOnlyDictionary<string, object?> variables) =>
        Executor.ExecuteAsync(
            schema, prepared.Document!, prepared.Operation!, variables, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A response in one spelling, without extensions, which graphql-js has none of.</summary>
    private static string Comparable(string response)
    {
        JsonObject json = JsonNode.Parse(response)!.AsObject();
        foreach (JsonNode? error in json["errors"]?.AsArray() ?? [])
            error!.AsObject().Remove("extensions");
        JsonObject ordered = [];
        foreach (string key in new[] { "errors", "data" })
        {
            if (json.TryGetPropertyValue(key, out JsonNode? value))
                ordered[key] = value?.DeepClone();
        }
        return ordered.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
