using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Tests.Oracle;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Random queries of the records API, nested and with fragments, filters, orders and groups: the database runs each of their statements, and the answer is what was asked for.</summary>
public sealed class RandomRequestTests(ReadingFixture database) : IClassFixture<ReadingFixture>
{
    private static readonly Dictionary<string, string[]> Literals = new()
    {
        ["ID"] = [.. new[] { SampleRecords.Ann, SampleRecords.AnnAccount, SampleRecords.CatAccount, SampleRecords.AnnDeal, SampleRecords.CrossingDeal }.Select(id => $"\"{id}\""), "\"none\""],
        ["Int"] = ["0", "1", "2", "10", "2147483647"],
        ["String"] = ["\"a\"", "\"account 1\"", "\"tech\"", "\"%\"", "\"光\"", "\"\""],
        ["Decimal"] = ["\"100\"", "1.5", "\"-0.000\"", "99999999999999"],
        ["Date"] = ["\"2026-06-15\"", "\"0001-01-01\""],
        ["DateTime"] = ["\"2026-06-15T12:00:00Z\"", "\"2026-06-15T12:00:00.5+08:00\""],
        ["Time"] = ["\"14:30:00\""],
        ["Duration"] = ["\"PT90S\"", "\"-PT1H\""],
        ["DatePeriod"] = ["TODAY", "THIS_QUARTER", "PAST"],
        ["JSON"] = ["1", "\"x\""],
    };

    // Cursors, names of views and zones would mostly be none.
    private static readonly HashSet<string> Without = ["after", "before", "last", "view", "timeZone", "choosableFor"];

    [Theory]
    [InlineData("manager", 61)]
    [InlineData("seller", 62)]
    [InlineData("teammate", 63)]
    public async Task Every_query_that_is_valid_is_answered_in_the_shape_that_it_asks_for(string role, int seed)
    {
        await SampleRecords.LoadAsync(database);
        GraphQLSchema schema = ReadingFixture.Schema(role).Schema;
        Random random = new(seed);
        Dictionary<string, int> refused = [];
        int answered = 0;
        for (int i = 0; i < 600; i++)
        {
            string source = RandomOperation.Next(schema, random, Literals, Without);
            PreparedOperation prepared = PreparedOperation.Prepare(schema, source, "A");
            if (!prepared.Success || prepared.Operation.Operation != OperationKind.Query) continue;
            JsonObject given = new RandomVariables(schema, random, Literals).Next(prepared.Operation);
            VariableValues values = VariableCoercion.Coerce(schema, prepared.Operation, JsonSerializer.SerializeToElement(given));
            if (!values.Success) continue;
            Dictionary<string, object?> variables = new(values.Values);
            JsonElement answer = await AnswerAsync(role, source, given, variables);
            if (answer.TryGetProperty("errors", out JsonElement errors))
            {
                string reason = errors[0].ToString();
                Assert.NotEqual("", reason);
                refused[reason] = refused.GetValueOrDefault(reason) + 1;
                continue;
            }

            string? problem = new AnswerShape(schema, prepared.Document, variables).Problem(prepared.Operation, answer);
            Assert.True(problem is null, $"{problem}\n{source}\n{given}\n{answer}");
            answered++;
        }

        Assert.True(answered > 100, $"{answered} answered; refused: {string.Join(", ", refused)}");
    }

    private async Task<JsonElement> AnswerAsync(string role, string source, JsonObject given, Dictionary<string, object?> variables)
    {
        try
        {
            return await database.QueryAsync(role, SampleRecords.Ann, source, variables);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{failure.Message}\n{source}\n{given}", failure);
        }
    }
}
