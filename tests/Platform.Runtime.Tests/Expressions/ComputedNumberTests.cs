using System.Globalization;
using Npgsql;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Computation;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Catalog;
using Platform.Runtime.Tests.Reading;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Computed numbers of fields of every width: rounded, blank where the field is too narrow, and shown with its digits after the point, whatever of that the SQL leaves out as needless.</summary>
public sealed class ComputedNumberTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    private const string Schema = "t_numbers";
    private static readonly DateTime Now = new(2026, 3, 8, 7, 30, 15, DateTimeKind.Utc);
    private static readonly (int Precision, int Scale)[] Widths = [(18, 2), (28, 2), (28, 10), (28, 24), (12, 4), (10, 0), (2, 1), (20, 2)];
    private static readonly ModelObjects Objects = ModelObjects.Of(ExpressionDocuments.Model);
    private static readonly ExpressionScope Scope = new(Objects, "Thing");

    // The shapes of real formulas: sums, products, choices.
    private static readonly string[] Formulas =
    [
        "record.amount * record.count", "record.amount + record.amount", "record.amount * record.rate", "record.amount - record.large", "record.fine", "record.large * record.large",
        "record.active ? record.amount : record.amount * 2.0", "record.active ? record.amount : record.rate", "coalesce(record.amount, 0.0)", "coalesce(record.amount, record.large) * 1.5",
        "record.count", "record.count + 0.5", "math.abs(record.amount)", "-record.large", "record.amount / 3.0", "record.active ? record.large * record.large : record.amount", "record.active ? null : record.amount",
    ];

    [Fact]
    public async Task A_number_is_the_same_in_memory_and_in_SQL_digit_by_digit()
    {
        RandomRecords records = new(seed: 3, count: 14);
        await CatalogMigrator.MigrateAsync(database.DataSource);
        await TenantTables.CreateAsync(database.DataSource, ExpressionDocuments.Model, Schema);
        await records.InsertAsync(database.DataSource, Schema);
        List<string> differences = [];
        int numbers = 0;
        foreach (string text in Formulas.Concat(Random(300)))
        {
            if (TypeChecker.Check(text, Scope, ExpressionType.Decimal) is not { IsValid: true, Expression: { } expression }) continue;
            foreach ((int precision, int scale) in Widths)
            {
                FieldModel field = Field(text, expression, precision, scale);
                string[] memory = InMemory(field, records), sql = await InSqlAsync(field);
                numbers += memory.Count(v => v != "null");
                differences.AddRange(memory.Zip(sql).Where(v => v.First != v.Second).Take(1).Select(v => $"numeric({precision},{scale}): memory {v.First}, SQL {v.Second}: {text}"));
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count}:\n{string.Join('\n', differences.Take(25))}");
        Assert.True(numbers > 2_000, $"Only {numbers} values were not blank.");
    }

    private static IEnumerable<string> Random(int count) => Enumerable.Range(1, count).Select(seed => new RandomExpression(seed, Objects).Next(ExpressionType.Decimal, depth: 1 + (seed % 4)));

    private static FieldModel Field(string text, CheckedExpression expression, int precision, int scale)
    {
        FieldModel template = ExpressionDocuments.Model.Object("Thing").Field("amount");
        ColumnModel column = template.Column with { Type = string.Create(CultureInfo.InvariantCulture, $"numeric({precision},{scale})") };
        return template with { Type = new DecimalType(precision, scale), Columns = [column], Formula = new FormulaModel(text, column, expression) };
    }

    private static string[] InMemory(FieldModel field, RandomRecords records)
    {
        CompiledExpression compiled = CompiledExpression.Compile(field.Formula!.Checked);
        return [.. records.Things.Select(thing => Shown(ComputedValue.Fitted(field, compiled.Evaluate(new EvaluationContext(thing) { Now = Moments.FromDateTime(Now) })), ((DecimalType)field.Type).Scale))];
    }

    private static string Shown(object? value, int scale)
    {
        if (value is not ExactDecimal number) return "null";
        string[] parts = number.ToString().Split('.');
        string digits = (parts.Length > 1 ? parts[1] : string.Empty).PadRight(scale, '0');
        return scale == 0 ? parts[0] : $"{parts[0]}.{digits}";
    }

    private async Task<string[]> InSqlAsync(FieldModel field)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(Schema, ExpressionDocuments.Model.Object)
        {
            Now = SqlExpression.Literal(Now.ToString("yyyy-MM-dd HH:mm:ss'+00'", CultureInfo.InvariantCulture)).As(SqlType.TimestampTz),
            NextAlias = () => "x" + (aliases++).ToString(CultureInfo.InvariantCulture),
        };
        ObjectModel thing = ExpressionDocuments.Model.Object("Thing");
        SqlText printed = new SqlSelect
        {
            Items = [new SqlItem(FormulaLowering.Value(field, environment, LoweredRow.InScope(thing, "r")).As(SqlType.Text))],
            From = new SqlTableSource(new SqlTable(Schema, thing.Table), "r"),
            OrderBy = [new SqlOrder(SqlExpression.Column("r", "id"))],
        }.Print();
        await using NpgsqlCommand command = database.DataSource.CreateCommand(printed.Text);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> values = [];
        while (await reader.ReadAsync()) values.Add(reader.IsDBNull(0) ? "null" : reader.GetString(0));
        return [.. values];
    }
}
