using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>A plan as one statement, printed once; requests only bring values.</summary>
public sealed class LoweredStatement
{
    private readonly SqlText _text;

    internal LoweredStatement(SqlStatement statement) => _text = statement.Print();

    /// <summary>SQL text; independent of the values of any request.</summary>
    public string Text => _text.Text;

    /// <summary>True when the answer has encrypted values, each under the binding context's mark.</summary>
    public bool HasEncryptedValues => _text.Parameters.Any(p => p.Value is ResponseMarkSource);

    /// <summary>Types of the parameters in order.</summary>
    public IEnumerable<SqlType> ParameterTypes => _text.Parameters.Select(p => p.Type);

    /// <summary>The statement of a query: one row with one text, the response's <c>{"data":{…}}</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schema">Model and rights.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public static LoweredStatement OfQuery(QueryPlan plan, RecordsSchema schema, string tenantSchema, ReachForm reach = ReachForm.Computed) =>
        new(Query(plan, schema, tenantSchema, reach));

    internal static SqlSelect Query(QueryPlan plan, RecordsSchema schema, string tenantSchema, ReachForm reach)
    {
        ArgumentNullException.ThrowIfNull(plan);
        LoweringContext context = new(schema, tenantSchema, reach);
        JsonPieces data = JsonPieces.Object(plan.Fields, f => f.ResponseName, (json, field) => Root(json, field, context));
        JsonPieces response = new JsonPieces().Text("{\"data\":").Append(data).Text("}");
        return new SqlSelect { Items = [new SqlItem(response.ToExpression())] };
    }

    /// <summary>
    /// The statement that reads written records: rows of <c>(ordinal bigint, json text)</c> for the ids of the binding context, without those that
    /// the caller may not read. Deleted records are read too: the caller has just deleted them. One selection gives an object, several (a payload
    /// with aliases) a list of objects.
    /// </summary>
    public static LoweredStatement OfRecords(IReadOnlyList<RecordSelection> selections, RecordsSchema schema, string tenantSchema, ReachForm reach = ReachForm.Computed)
    {
        ArgumentNullException.ThrowIfNull(selections);
        return OfGiven(selections[0].Object, FilterNode.Everything, selections, schema, tenantSchema, reach);
    }

    /// <summary>
    /// The statement that reads changed records for an event: as <see cref="OfRecords"/>, without those that do not satisfy the filter; no selection
    /// gives <c>null</c> for each that remains.
    /// </summary>
    /// <param name="model">Object of the records.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="selections">What is read.</param>
    /// <param name="schema">Model and rights.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the statement learns whose records the scope "team" covers.</param>
    public static LoweredStatement OfChanged(
        ObjectModel model, FilterNode filter, IReadOnlyList<RecordSelection> selections, RecordsSchema schema, string tenantSchema,
        ReachForm reach = ReachForm.Computed) =>
        OfGiven(model, filter, selections, schema, tenantSchema, reach);

    /// <summary>The statement that selects the ids of the readable live records of a filter, in order of id; at most <paramref name="limit"/>.</summary>
    public static LoweredStatement OfTargets(ObjectModel model, FilterNode filter, RecordsSchema schema, string tenantSchema, int limit, ReachForm reach = ReachForm.Computed)
    {
        ArgumentNullException.ThrowIfNull(model);
        LoweringContext context = new(schema, tenantSchema, reach);
        string alias = context.NextAlias("t");
        SqlExpression id = Column(alias, LoweringContext.Id(model));
        return new LoweredStatement(new SqlSelect
        {
            Items = [new SqlItem(id)],
            From = context.From(model, alias),
            Where = context.Wanted(model, alias, DeletedMode.Exclude, filter),
            OrderBy = [new SqlOrder(id)],
            Limit = Number(limit),
        });
    }

    /// <summary>The statement with a request's values. What is wrong with them is in the context's problems, and the statement must then not be run.</summary>
    public BoundStatement Bind(BindingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (SqlType, object?)[] values = new (SqlType, object?)[_text.Parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            SqlParameter parameter = _text.Parameters[i];
            values[i] = (parameter.Type, ((ValueSource)parameter.Value!).Resolve(context, parameter.Type));
        }

        return new BoundStatement(_text.Text, values);
    }

    private static LoweredStatement OfGiven(
        ObjectModel model, FilterNode filter, IReadOnlyList<RecordSelection> selections, RecordsSchema schema, string tenantSchema,
        ReachForm reach)
    {
        LoweringContext context = new(schema, tenantSchema, reach);
        RowScope row = new(context.NextAlias("t"));
        SqlCall ids = new("unnest", [LoweringContext.Parameter(SqlType.Uuid.Array, new GivenIdsSource())]);
        return new LoweredStatement(new SqlSelect
        {
            Items = [new SqlItem(Column("i", "n")), new SqlItem(Selections(selections, row, context))],
            From = new SqlFunctionSource(ids, "i", ["id", "n"], WithOrdinality: true)
                .Join(context.From(model, row.Alias), Column(row.Alias, LoweringContext.Id(model)).EqualTo(Column("i", "id"))),
            Where = And(context.Visible(model, row.Alias, DeletedMode.Include), context.Filters.Condition(filter, model, row.Alias, DeletedMode.Include)),
        });
    }

    /// <summary>What selections read of a row, as JSON text: of one an object, of several a list of objects.</summary>
    internal static SqlExpression Selections(IReadOnlyList<RecordSelection> selections, RowScope row, LoweringContext context)
    {
        JsonPieces pieces = new();
        if (selections.Count == 0) return pieces.Text("null").ToExpression();
        if (selections.Count == 1) return pieces.Append(context.Records.Object(selections[0], row, DeletedMode.Include)).ToExpression();
        for (int i = 0; i < selections.Count; i++)
        {
            pieces.Text(i == 0 ? "[" : ",").Append(context.Records.Object(selections[i], row, DeletedMode.Include));
        }

        return pieces.Text("]").ToExpression();
    }

    private static void Root(JsonPieces json, RootPlan field, LoweringContext context)
    {
        switch (field)
        {
            case ComputedPlan f:
                json.Value(LoweringContext.Parameter(SqlType.Text, new ComputedJsonSource(f.Json)));
                break;
            case CarriedPlan f:
                json.Value(LoweringContext.Parameter(SqlType.Text, new CarriedJsonSource(f.ResponseName)));
                break;
            case RecordPlan f:
                json.Value(ScalarJson.OrNull(context.Records.ById(f.Selection, LoweringContext.Parameter(SqlType.Uuid, f.Id), f.Deleted)));
                break;
            case ConnectionRootPlan f:
                json.Append(context.Connections.Root(f.Connection));
                break;
            case DuplicatesPlan f:
                json.Append(new DuplicateLowering(context, f).Lower());
                break;
            case GroupRootPlan f:
                json.Append(new GroupLowering(context, f.Groups).Lower());
                break;
        }
    }
}
