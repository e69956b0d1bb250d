using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>
/// Queries with their plans, statements and answers side by side, under <c>Golden/</c>. Run with <c>PLATFORM_UPDATE_GOLDEN=1</c> to write them anew, and review
/// the difference.
/// </summary>
public sealed class GoldenTests(ReadingFixture database) : IClassFixture<ReadingFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Cases => new(Directory.GetFiles(Folder(), "*.graphql").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_plan_the_statement_and_the_answer_are_as_reviewed(string name)
    {
        await SampleRecords.LoadAsync(database);
        string query = await File.ReadAllTextAsync(Path.Combine(Folder(), name + ".graphql"));
        string role = query[(query.IndexOf("role:", StringComparison.Ordinal) + 5)..query.IndexOf('\n', StringComparison.Ordinal)].Trim();
        (var plan, var errors) = ReadingFixture.Plan(role, query);
        Assert.True(plan is not null, string.Join(Environment.NewLine, errors.Select(e => e.Message)));
        string sql = LoweredStatement.OfQuery(plan, ReadingFixture.Schema(role), ReadingFixture.Tenant).Text;
        JsonElement answer = await database.QueryAsync(role, SampleRecords.Ann, query);
        await CheckAsync(name + ".plan", PlanText.Of(plan));
        await CheckAsync(name + ".sql", Lines(sql));
        await CheckAsync(name + ".json", JsonSerializer.Serialize(answer, Indented));
    }

    // One clause a line, so that a change shows where it is.
    private static string Lines(string sql)
    {
        foreach (string clause in (string[])[" from ", " where ", " group by ", " having ", " order by ", " limit ", " left join ", " union all "])
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
