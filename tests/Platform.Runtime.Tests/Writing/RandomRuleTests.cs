using System.Globalization;
using Npgsql;
using Platform.Expressions.Typing;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Catalog;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Expressions;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>
/// Random rules over random histories: the pipeline refuses a request exactly when the rule, in SQL, is true of what the same request stores while nothing asks.
/// </summary>
public sealed class RandomRuleTests(PostgresServer server) : IAsyncLifetime
{
    private const string Schema = "t_rules";
    private static readonly ModelObjects Objects = ModelObjects.Of(ExpressionDocuments.Model);
    private static readonly ExpressionScope Scope = ExpressionScopes.Of(ExpressionPurpose.Write, Objects, "Thing");
    private readonly Expressions.RandomRecords _records = new(seed: 7, count: 12);
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-rules-").FullName;
    private TestDatabase? _database;

    private NpgsqlDataSource Source => _database!.DataSource;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync("rules", async source =>
        {
            await CatalogMigrator.MigrateAsync(source);
            await PublishedTables.CreateAsync(source, ExpressionDocuments.Model, Schema);
            foreach (string table in new[] { "user", "thing", "part" })
            {
                await using NpgsqlCommand stamps = source.CreateCommand($"alter table {Schema}.\"{table}\" alter column created_at set default now(), alter column updated_at set default now()");
                await stamps.ExecuteNonQueryAsync();
            }

            // The records refer to each other in circles, and are inserted one by one.
            await using NpgsqlCommand circles = source.CreateCommand($"alter table {Schema}.thing drop constraint thing_before_id_fkey, drop constraint thing_parent_id_fkey");
            await circles.ExecuteNonQueryAsync();
        });
        await _records.InsertAsync(Source, Schema);
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task The_verdict_is_that_of_the_rule_on_what_is_stored()
    {
        RecordWriter writer = new(Source, new FieldCipher(MasterKeys.Open(_keys)), new WriteOptions());
        List<string> differences = [];
        int refused = 0, accepted = 0;
        for (int seed = 1; refused + accepted < 250; seed++)
        {
            Random random = new(seed);
            string text = new RandomExpression(seed, Objects).Next(ExpressionType.Bool, 1 + (seed % 4));
            CheckResult rule = TypeChecker.Check(text, Scope, ExpressionType.Bool);
            if (!rule.IsValid || rule.Expression.UsesClock || text.Contains("isNew", StringComparison.Ordinal) || text.Contains("isChanged", StringComparison.Ordinal) || text.Contains("old.", StringComparison.Ordinal)) continue;
            RecordCaller asked = Caller(ExpressionDocuments.Compile(text)), free = Caller(ExpressionDocuments.Model);
            object?[] changes = [.. _records.Things.OrderBy(_ => random.Next()).Take(1 + random.Next(3)).Select(t => Change(t.Id, random))];
            WriteOutcome verdict = await WriteAsync(writer, asked, changes);
            if (verdict.Refusal is { } refusal && refusal.Problems.Any(p => p.Code != WriteCodes.RuleBroken)) continue;
            HashSet<Guid> broken = [.. (verdict.Refusal?.Problems ?? []).Select(p => p.Id!.Value)];
            HashSet<Guid> unchanged = [.. verdict.Warnings.Select(w => w.Id!.Value)];
            if (broken.Count > 0)
            {
                WriteOutcome written = await WriteAsync(writer, free, changes);
                Assert.Null(written.Refusal);
                unchanged = [.. written.Warnings.Select(w => w.Id!.Value)];
            }

            HashSet<Guid> expected = await TrueOfAsync(rule.Expression, changes.Select(c => Guid.Parse((string)((IReadOnlyDictionary<string, object?>)c!)["id"]!)).Except(unchanged));
            if (broken.Count > 0) refused++;
            else accepted++;
            if (!expected.SetEquals(broken)) differences.Add($"seed {seed}: refused {broken.Count}, true of {expected.Count}: {text}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.True(refused > 40 && accepted > 40, $"{refused} refused, {accepted} accepted");
    }

    private Dictionary<string, object?> Change(Guid id, Random random)
    {
        Dictionary<string, object?> input = [];
        for (int i = 0; i <= random.Next(4); i++)
        {
            (string name, object? value) = random.Next(11) switch
            {
                0 => ("name", random.Next(3) == 0 ? null : (object?)new[] { "a", "Ab", "光", "12", "a,b" }[random.Next(5)]),
                1 => ("count", random.Next(-3, 13)),
                2 => ("amount", (random.Next(-300, 300000) / 100m).ToString(CultureInfo.InvariantCulture)),
                3 => ("rate", random.Next(3) == 0 ? null : (object?)"0.25"),
                4 => ("active", random.Next(2) == 0),
                5 => ("due", random.Next(4) == 0 ? null : (object?)$"2024-0{random.Next(1, 10)}-28"),
                6 => ("labels", new object?[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0).ToArray()),
                7 => ("parent", Thing(random)),
                8 => ("before", Thing(random)),
                9 => ("owner", _records.People[random.Next(3)].Id.ToString()),
                _ => ("friends", new Dictionary<string, object?> { [random.Next(2) == 0 ? "set" : "add"] = new object?[] { Thing(random) ?? _records.Things[0].Id.ToString() } }),
            };
            input[name] = value;
        }

        return new Dictionary<string, object?> { ["id"] = id.ToString(), ["input"] = input };
    }

    private string? Thing(Random random) => random.Next(4) == 0 ? null : _records.Things[random.Next(_records.Things.Count)].Id.ToString();

    private RecordCaller Caller(TenantModel model) =>
        new(Guid.Empty, Schema, model, PermissionCompiler.Compile(model, ["administrator"]), _records.People[0].Id) { TenantTimeZone = "UTC" };

    private static Task<WriteOutcome> WriteAsync(RecordWriter writer, RecordCaller caller, object?[] changes) => writer.WriteAsync(
        new PlannedMutation
        {
            ResponseName = "m",
            Object = caller.Model.Object("Thing"),
            Kind = MutationKind.UpdateMany,
            Arguments = new Dictionary<string, object?> { ["changes"] = changes },
            SelectsRecords = false,
        },
        caller,
        null,
        TestContext.Current.CancellationToken);

    private async Task<HashSet<Guid>> TrueOfAsync(CheckedExpression rule, IEnumerable<Guid> ids)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(Schema, ExpressionDocuments.Model.Object)
        {
            User = SqlExpression.Literal(_records.People[0].Id.ToString("D")).As(SqlType.Uuid),
            Roles = new SqlArrayLiteral([SqlExpression.Literal("administrator"), SqlExpression.Literal("everyone")], SqlType.Text.Array),
            NextAlias = () => "x" + (aliases++).ToString(CultureInfo.InvariantCulture),
        };
        ObjectModel thing = ExpressionDocuments.Model.Object("Thing");
        SqlExpression id = SqlExpression.Column("r", "id");
        SqlExpression holds = ExpressionLowering.Lower(rule.Root, environment, LoweredRow.InScope(thing, "r"));
        SqlText printed = new SqlSelect
        {
            Items = [new SqlItem(id)],
            From = new SqlTableSource(new SqlTable(Schema, thing.Table), "r"),
            Where = SqlExpression.And(id.EqualToAny(SqlExpression.Parameter(SqlType.Uuid.Array, 0)), holds),
        }.Print();
        await using NpgsqlCommand command = Source.CreateCommand(printed.Text);
        command.Parameters.AddWithValue(ids.ToArray());
        HashSet<Guid> found = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetGuid(0));
        return found;
    }
}
