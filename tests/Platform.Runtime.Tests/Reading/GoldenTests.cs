using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>
/// Requests with their plans, statements and answers side by side, under <c>Golden/</c>. Run with <c>PLATFORM_UPDATE_GOLDEN=1</c> to write them anew, and review
/// the difference. A case is a query, or one or several operations of which some change records or listen to changes; then all statements stand there that were
/// sent, with an empty line between round trips.
/// </summary>
public sealed class GoldenTests(ReadingFixture database, WrittenRecords records) : IClassFixture<ReadingFixture>, IClassFixture<WrittenRecords>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Queries => Cases(isQuery: true);

    public static TheoryData<string> Changes => Cases(isQuery: false);

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task The_plan_the_statement_and_the_answer_are_as_reviewed(string name)
    {
        await SampleRecords.LoadAsync(database);
        (string role, string query) = await ReadAsync(name);
        (var plan, var errors) = ReadingFixture.Plan(role, query);
        Assert.True(plan is not null, string.Join(Environment.NewLine, errors.Select(e => e.Message)));
        string sql = LoweredStatement.OfQuery(plan, ReadingFixture.Schema(role), ReadingFixture.Tenant).Text;
        JsonElement answer = await database.QueryAsync(role, SampleRecords.Ann, query);
        await CheckAsync(name + ".plan", PlanText.Of(plan));
        await CheckAsync(name + ".sql", Lines(sql));
        await CheckAsync(name + ".json", JsonSerializer.Serialize(answer, Indented));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_plans_the_statements_and_the_answers_of_changes_are_as_reviewed(string name)
    {
        (string role, string document) = await ReadAsync(name);
        IReadOnlyList<WrittenRecords.CarriedOut> done = await records.RunAsync(role, document);
        string Title(string mark, WrittenRecords.CarriedOut one) => done.Count > 1 ? $"{mark} {one.Name}\n" : "";
        await CheckAsync(name + ".plan", string.Join("\n\n", done.Where(d => d.Plan is not null).Select(d => Title("#", d) + d.Plan)));
        await CheckAsync(name + ".sql", string.Join("\n\n", done.Select(d => Title("--", d) + string.Join("\n\n", d.Sent.Select(trip => string.Join('\n', trip.Select(s => Lines(s) + ";")))))));
        JsonNode answer = done.Count == 1 ? done[0].Answer! : new JsonObject(done.Where(d => d.Answer is not null).Select(d => new KeyValuePair<string, JsonNode?>(d.Name, d.Answer)));
        await CheckAsync(name + ".json", answer.ToJsonString(Indented));
    }

    private static TheoryData<string> Cases(bool isQuery) => new(Directory.GetFiles(Folder(), "*.graphql")
        .Where(f => isQuery != Parser.Parse(File.ReadAllText(f)).Value!.Definitions.OfType<OperationDefinitionNode>().Any(o => o.Operation != OperationKind.Query))
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    private static async Task<(string Role, string Document)> ReadAsync(string name)
    {
        string document = await File.ReadAllTextAsync(Path.Combine(Folder(), name + ".graphql"));
        return (document[(document.IndexOf("role:", StringComparison.Ordinal) + 5)..document.IndexOf('\n', StringComparison.Ordinal)].Trim(), document);
    }

    // One clause a line, so that a change shows where it is.
    private static string Lines(string sql)
    {
        foreach (string clause in (string[])[" from ", " where ", " group by ", " having ", " order by ", " limit ", " left join ", " union all ", " values ", " set ", " on conflict ", " returning "])
        {
            sql = sql.Replace(clause, "\n" + clause.TrimStart(), StringComparison.Ordinal);
        }

        return sql;
    }

    private static async Task CheckAsync(string file, string actual)
    {
        string path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(path, actual + "\n");
        Assert.Equal((await File.ReadAllTextAsync(path)).TrimEnd('\n'), actual);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
