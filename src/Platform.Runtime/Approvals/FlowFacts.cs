using System.Globalization;
using Npgsql;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Approvals;

/// <summary>
/// Asks records everything that a flow wants to know of them: conditions, users that they name, values of fields to set, texts of actions. One statement for any number of records.
/// </summary>
internal sealed class FlowFacts
{
    private const string Row = "t";
    private readonly string[] _conditions;
    private readonly string[] _users;
    private readonly ApprovalUpdate[] _updates;
    private readonly string[] _texts;
    private readonly StatementTemplate _statement;

    /// <summary>Prints the statement. Parameters: ids of the records, submitter, instant, time zone.</summary>
    public FlowFacts(FlowVersion version, TenantModel model, string schema)
    {
        _conditions = [.. version.Conditions.Keys];
        _users = [.. version.Users.Keys];
        _updates = [.. version.Updates.Keys];
        _texts = [.. version.Texts.Keys];
        RecordLayout layout = version.Layout;
        LoweringEnvironment environment = Environment(model, schema);
        LoweredRow row = LoweredRow.InScope(layout.Object, Row);
        SqlExpression id = Column(Row, layout.Id.Columns[0].Name);
        _statement = new StatementTemplate(new SqlSelect
        {
            Items =
            [
                new SqlItem(id), new SqlItem(Name(layout)),
                .. _conditions.Select(c => new SqlItem(ExpressionLowering.Lower(version.Conditions[c].Root, environment, row))),
                .. _users.Select(u => new SqlItem(Active(ExpressionLowering.Lower(version.Users[u].Root, environment, row), model, schema, environment.NextAlias()))),
                .. _updates.Select(u => new SqlItem(Value(ExpressionLowering.Lower(version.Updates[u].Root, environment, row), layout[u.Field].Field))),
                .. _texts.Select(t => new SqlItem(ExpressionLowering.Lower(version.Texts[t].Root, environment, row))),
            ],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), Row),
            Where = id.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        });
    }

    /// <summary>Queues the statement; the answers are there after the flush.</summary>
    public void Enqueue(WriteSession session, Guid[] records, Guid submitter, DateTime now, string zone, Dictionary<Guid, RecordFacts> answers) =>
        session.Enqueue(_statement.Bind(records, submitter, now, zone), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) answers[reader.GetGuid(0)] = Read(reader);
        });

    private RecordFacts Read(NpgsqlDataReader reader)
    {
        RecordFacts facts = new() { Name = reader.IsDBNull(1) ? null : reader.GetString(1) };
        int at = 2;
        foreach (string condition in _conditions)
        {
            if (!reader.IsDBNull(at) && reader.GetBoolean(at)) facts.True.Add(condition);
            at++;
        }

        foreach (string user in _users)
        {
            if (!reader.IsDBNull(at)) facts.Users[user] = reader.GetGuid(at);
            at++;
        }

        foreach (ApprovalUpdate update in _updates) facts.Values[update] = Plain(reader, at++);
        foreach (string text in _texts)
        {
            if (!reader.IsDBNull(at)) facts.Texts[text] = reader.GetString(at);
            at++;
        }

        return facts;
    }

    /// <summary>The value in the form that inputs have.</summary>
    private static object? Plain(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetValue(at) switch
    {
        long whole => (int)whole,
        Guid id => id.ToString("D"),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant when reader.GetDataTypeName(at) == "date" => instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        string[] texts => texts.Cast<object?>().ToList(),
        var value => value,
    };

    private static SqlExpression Value(SqlExpression value, FieldModel field) => field.Type switch
    {
        DecimalType or CurrencyType or PercentType => value.As(SqlType.Of(field.Column.Type)),
        // Microseconds as ISO 8601 seconds.
        DurationType => Infix(Infix(Literal("PT").As(SqlType.Text), "||", Infix(value, "/", Number(1_000_000)).As(SqlType.Text)), "||", Literal("S")),
        _ => value,
    };

    private static SqlExpression Name(RecordLayout layout)
    {
        FieldModel name = layout.Object.Field(layout.Object.NameField);
        return name.Formula is null ? Column(Row, name.Column.Name).As(SqlType.Text) : Null.As(SqlType.Text);
    }

    private static SqlScalar Active(SqlExpression user, TenantModel model, string schema, string alias)
    {
        ObjectModel users = model.Object(ExpressionObjects.User);
        SqlExpression id = Column(alias, users.Field(SystemFields.Id).Column.Name);
        return new SqlScalar(new SqlSelect
        {
            Items = [new SqlItem(id)],
            From = new SqlTableSource(new SqlTable(schema, users.Table), alias),
            Where = And(id.EqualTo(user), DirectoryStatements.IsActive(users, alias)),
        });
    }

    private static LoweringEnvironment Environment(TenantModel model, string schema)
    {
        int aliases = 0;
        ObjectModel users = model.Object(ExpressionObjects.User);
        SqlExpression submitter = StatementTemplate.Value(SqlType.Uuid, 1);
        return new LoweringEnvironment(schema, model.Object)
        {
            NextAlias = () => "a" + (aliases++).ToString(CultureInfo.InvariantCulture),
            User = submitter,
            Now = StatementTemplate.Value(SqlType.TimestampTz, 2),
            Zone = StatementTemplate.Value(SqlType.Text, 3),
            Roles = new SqlScalar(new SqlSelect
            {
                Items = [new SqlItem(Column("su", users.Field("roles").Column.Name))],
                From = new SqlTableSource(new SqlTable(schema, users.Table), "su"),
                Where = Column("su", users.Field(SystemFields.Id).Column.Name).EqualTo(submitter),
            }),
        };
    }
}

/// <summary>What a record answers.</summary>
internal sealed class RecordFacts
{
    /// <summary>The record's name.</summary>
    public string? Name { get; init; }

    /// <summary>Conditions that are true.</summary>
    public HashSet<string> True { get; } = new(StringComparer.Ordinal);

    /// <summary>Active users that expressions of approvers give.</summary>
    public Dictionary<string, Guid> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of fields to set, in the form of inputs.</summary>
    public Dictionary<ApprovalUpdate, object?> Values { get; } = [];

    /// <summary>Values of the expressions in texts of actions, by their text; blanks are left out.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);
}
