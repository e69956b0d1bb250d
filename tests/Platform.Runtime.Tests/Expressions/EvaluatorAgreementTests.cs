using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Platform.Expressions.Catalogue;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Language;
using Platform.Expressions.Transport;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Catalog;
using Platform.Runtime.Tests.Reading;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Memory, PostgreSQL and the browser compute the same: random expressions of every overload over random records.</summary>
public sealed class EvaluatorAgreementTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    private const string Schema = "t_expressions";
    private static readonly string[] Zones = ["Asia/Shanghai", "America/New_York", "UTC"];
    private static readonly DateTime Now = new(2026, 3, 8, 7, 30, 15, DateTimeKind.Utc);
    private static readonly ModelObjects Objects = ModelObjects.Of(ExpressionDocuments.Model);
    private static readonly ExpressionScope Scope = new(Objects, "Thing") { HasOld = true, UserObject = "User" };

    [Fact]
    public async Task Three_evaluators_agree_on_every_value()
    {
        int expressions = int.Parse(Environment.GetEnvironmentVariable("PLATFORM_TEST_EXPRESSIONS") ?? "1500", CultureInfo.InvariantCulture);
        int first = int.Parse(Environment.GetEnvironmentVariable("PLATFORM_TEST_SEED") ?? "1", CultureInfo.InvariantCulture);
        RandomRecords records = new(seed: first, count: 14);
        await CatalogMigrator.MigrateAsync(database.DataSource);
        await TenantTables.CreateAsync(database.DataSource, ExpressionDocuments.Model, Schema);
        await records.InsertAsync(database.DataSource, Schema);
        using BrowserEvaluator browser = new();
        browser.Ask(new JsonObject { ["records"] = new JsonObject(records.All.Select(r => KeyValuePair.Create(r.Id.ToString("D"), (JsonNode?)r.ToJson()))) });
        HashSet<string> used = [];
        List<string> differences = [];
        int compared = 0, values = 0;
        for (int seed = first; compared < expressions; seed++)
        {
            RandomExpression random = new(seed, Objects);
            ExpressionType type = random.Type();
            string text = random.Next(type, depth: 1 + (seed % 5));
            CheckResult checkedText = TypeChecker.Check(text, Scope, type);
            if (!checkedText.IsValid)
            {
                // Random texts pass limits and 64 bits now and then; anything else is a fault of the checker or of the generator.
                Assert.All(checkedText.Errors, e => Assert.True(
                    e.Code is ExpressionCodes.TooManyRelations or ExpressionCodes.TooCostly or ExpressionCodes.TooLong, $"{e} in {text}"));
                continue;
            }

            compared++;
            string zone = Zones[seed % Zones.Length];
            Collect(checkedText.Expression.Root, used);
            string[] memory = InMemory(checkedText.Expression, records, zone);
            string[] inBrowser = InBrowser(browser, checkedText.Expression, records, zone);
            string[] inSql = await InSqlAsync(checkedText.Expression, records, zone);
            for (int i = 0; i < memory.Length; i++)
            {
                if (memory[i] != "null") values++;
                if (memory[i] == inSql[i] && memory[i] == inBrowser[i]) continue;
                differences.Add($"seed {seed}, record {i}: memory {memory[i]}, SQL {inSql[i]}, browser {inBrowser[i]}: {text}");
                break;
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {compared}:\n{string.Join('\n', differences.Take(25))}");
        Assert.True(values > compared * 4, $"Only {values} values of {compared} expressions were not blank.");
        if (expressions >= 1500) Assert.Empty(Overloads.All.Select(o => o.Id).Except(used));
    }

    [Fact]
    public void The_browser_has_every_function()
    {
        using BrowserEvaluator browser = new();
        HashSet<string> there = [.. browser.Ask(new JsonObject { ["functions"] = true })["functions"]!.AsArray().Select(n => (string)n!)];
        there.UnionWith(["and", "or", "is_null", "is_not_null", "blank", "coalesce", "is_changed", "is_new", "in_list", "matches", "duration_text", "business_minutes", "business_minutes_default"]);

        Assert.Empty(Overloads.All.Select(o => o.Id).Except(there));
    }

    private static void Collect(TypedNode node, HashSet<string> used)
    {
        if (node is TypedCall call) used.Add(call.Overload.Id);
        // What is written out is converted when the expression is checked.
        used.UnionWith(["duration_text", "business_minutes_default"]);
        node.ForEachPart(part => Collect(part, used));
    }

    private static string[] InMemory(CheckedExpression expression, RandomRecords records, string zone)
    {
        CompiledExpression compiled = CompiledExpression.Compile(expression);
        return [.. records.Things.Select(thing => Written(compiled.Evaluate(new EvaluationContext(thing)
        {
            Old = thing.References["before"], User = records.People[0], Roles = ["sales", "a"], Now = Moments.FromDateTime(Now),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        }), expression.Type))];
    }

    private static string[] InBrowser(BrowserEvaluator browser, CheckedExpression expression, RandomRecords records, string zone)
    {
        JsonArray contexts = [.. records.Things.Select(thing => new JsonObject
        {
            ["record"] = thing.Id.ToString("D"), ["old"] = thing.References["before"]?.Id.ToString("D") ?? "", ["user"] = records.People[0].Id.ToString("D"),
            ["roles"] = new JsonArray("sales", "a"), ["now"] = Moments.FromDateTime(Now).ToString(CultureInfo.InvariantCulture), ["zone"] = zone,
        })];
        return [.. browser.Evaluate(ExpressionJson.Write(expression.Root), contexts).Select(node => Read(node, expression.Type))];
    }

    private async Task<string[]> InSqlAsync(CheckedExpression expression, RandomRecords records, string zone)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(Schema, ExpressionDocuments.Model.Object)
        {
            Now = SqlExpression.Literal(Now.ToString("yyyy-MM-dd HH:mm:ss'+00'", CultureInfo.InvariantCulture)).As(SqlType.TimestampTz),
            Zone = SqlExpression.Literal(zone),
            User = SqlExpression.Literal(records.People[0].Id.ToString("D")).As(SqlType.Uuid),
            Roles = new SqlArrayLiteral([SqlExpression.Literal("sales"), SqlExpression.Literal("a")], SqlType.Text.Array),
            NextAlias = () => "x" + (aliases++).ToString(CultureInfo.InvariantCulture),
        };
        ObjectModel thing = ExpressionDocuments.Model.Object("Thing");
        SqlExpression value = ExpressionLowering.Lower(
            expression.Root, environment, LoweredRow.InScope(thing, "r"), LoweredRow.InScope(thing, "o"));
        SqlTable table = new(Schema, thing.Table);
        SqlSelect select = new()
        {
            Items = [new SqlItem(AsText(value, expression.Type))],
            From = new SqlTableSource(table, "r").LeftJoin(
                new SqlTableSource(table, "o"), SqlExpression.Column("o", "id").EqualTo(SqlExpression.Column("r", thing.Field("before").Column.Name))),
            OrderBy = [new SqlOrder(SqlExpression.Column("r", "id"))],
        };
        SqlText printed = select.Print();
        Assert.Empty(printed.Parameters);
        await using NpgsqlCommand command = database.DataSource.CreateCommand(printed.Text);
        List<string> values = [];
        try
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) values.Add(await reader.IsDBNullAsync(0) ? "null" : FromSql(reader.GetValue(0), expression.Type));
        }
        catch (PostgresException failed)
        {
            return [.. records.Things.Select(_ => $"{failed.SqlState} {failed.MessageText}")];
        }

        return [.. values];
    }

    private static SqlExpression AsText(SqlExpression value, ExpressionType type) => type.Kind switch
    {
        ExpressionKind.List => value.As(SqlType.Text.Array),
        ExpressionKind.Date => SqlExpression.Infix(value, "-", SqlExpression.Literal("0001-01-01").As(SqlType.Date)).As(SqlType.Text),
        ExpressionKind.Timestamp => SqlExpression.Infix(
            SqlExpression.Call("pg_catalog.extract", SqlExpression.Literal("epoch"), value), "*", SqlExpression.Number(1_000_000)).As(SqlType.BigInt).As(SqlType.Text),
        _ => value.As(SqlType.Text),
    };

    private static string FromSql(object value, ExpressionType type) => value switch
    {
        Array list => "[" + string.Join(", ", list.Cast<object?>().Select(item => item is null or DBNull ? "null" : FromSql(item, type.Element!))) + "]",
        string text => type.Kind == ExpressionKind.Decimal ? Plain(text) : text,
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Written(object? value, ExpressionType type) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        IReadOnlyList<object?> list => "[" + string.Join(", ", list.Select(item => Written(item, type.Element!))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Read(JsonNode? node, ExpressionType type) => node switch
    {
        null => "null",
        JsonArray list => "[" + string.Join(", ", list.Select(item => Read(item, type.Element!))) + "]",
        _ when type.Kind == ExpressionKind.Decimal => Units((string)node!),
        _ => node.ToString(),
    };

    /// <summary>A whole number of 10^-20 as a decimal.</summary>
    private static string Units(string units)
    {
        string digits = units.TrimStart('-').PadLeft(21, '0');
        return (units[0] == '-' ? "-" : "") + Plain($"{digits[..^20]}.{digits[^20..]}");
    }

    private static string Plain(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
