using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// An operation that reads one record by its id and nothing else, under a right that its owner alone decides: the statement gives the owner beside the answer, and
/// the host, which knows the owners of the right, decides. The request need not bring them to the database (decision 0063).
/// </summary>
public sealed class LoweredRecord
{
    private readonly ArgumentSource _id;
    private readonly RowPredicate _right;
    private readonly Lazy<LoweredStatement> _several;

    private LoweredRecord(LoweredStatement statement, Func<LoweredStatement> several, ArgumentSource id, RowPredicate right, string nothing)
    {
        _id = id;
        Statement = statement;
        _several = new Lazy<LoweredStatement>(several);
        _right = right;
        Nothing = nothing;
    }

    /// <summary>The statement: at most one row of <c>(owner uuid, text)</c>. The text is the response when <see cref="Covers"/> says so.</summary>
    public LoweredStatement Statement { get; }

    /// <summary>
    /// The statement that answers several requests at once, whose ids are those of the binding context: rows of <c>(ordinal bigint, owner uuid, text)</c>, of each
    /// what <see cref="Statement"/> gives for the id at that place, from one on. Its other parameters have to be the same for all of them.
    /// </summary>
    public LoweredStatement Several => _several.Value;

    /// <summary>The response when there is no such record, or none that may be read.</summary>
    public string Nothing { get; }

    /// <summary>The statement of a plan; null when the plan reads something else, or the database has to decide.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schema">Model and rights.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public static LoweredRecord? Of(QueryPlan plan, RecordsSchema schema, string tenantSchema, ReachForm reach)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Fields is not [RecordPlan record]) return null;
        RowPredicate right = new LoweringContext(schema, tenantSchema, reach).Rights(record.Selection.Object).Read;
        if (reach == ReachForm.Computed ? right != RowPredicate.Everything : right != RowPredicate.Everything && !right.IsOfOwner) return null;
        string opening = "{\"data\":{" + JsonPieces.Quote(record.ResponseName) + ":";
        return new LoweredRecord(OfOne(), OfSeveral, record.Id, right, opening + "null}}");

        LoweredStatement OfOne()
        {
            (SqlSelect select, SqlFrom rows, SqlExpression id) = Begin();
            SqlExpression isAsked = id.EqualTo(LoweringContext.Parameter(SqlType.Uuid, record.Id));
            return new LoweredStatement(select with { From = rows, Where = And(isAsked, select.Where!) });
        }

        LoweredStatement OfSeveral()
        {
            (SqlSelect select, SqlFrom rows, SqlExpression id) = Begin();
            SqlCall ids = new("unnest", [LoweringContext.Parameter(SqlType.Uuid.Array, new GivenIdsSource())]);
            return new LoweredStatement(select with
            {
                Items = [new SqlItem(Column("i", "n")), .. select.Items],
                From = new SqlFunctionSource(ids, "i", ["id", "n"], WithOrdinality: true).Join(rows, id.EqualTo(Column("i", "id"))),
            });
        }

        // What both give, of rows that both still have to find.
        (SqlSelect Select, SqlFrom Rows, SqlExpression Id) Begin()
        {
            LoweringContext context = new(schema, tenantSchema, reach);
            ObjectModel model = record.Selection.Object;
            RowScope row = new(context.NextAlias("t"));
            JsonPieces response = new JsonPieces().Text(opening).Append(context.Records.Alone(record.Selection, row, record.Deleted)).Text("}}");
            SqlSelect select = new()
            {
                Items = [new SqlItem(Column(row.Alias, model.Field(SystemFields.Owner).Column.Name)), new SqlItem(response.ToExpression())],
                Where = LoweringContext.InState(model, row.Alias, record.Deleted),
            };
            return (select, context.From(model, row.Alias), Column(row.Alias, LoweringContext.Id(model)));
        }
    }

    /// <summary>The id that a request asks for; null when it is none.</summary>
    public Guid? IdOf(BindingContext context) => _id.Resolve(context, SqlType.Uuid) as Guid?;

    /// <summary>Whether the record of an owner may be read.</summary>
    /// <param name="owner">The owner's id; null for nobody.</param>
    /// <param name="context">The user of the request.</param>
    public bool Covers(Guid? owner, BindingContext context) => _right == RowPredicate.Everything || OwnerRight.Covers(_right, owner, context);
}
