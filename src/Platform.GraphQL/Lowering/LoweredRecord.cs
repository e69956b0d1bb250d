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
    private readonly Lazy<SharedStatement> _several;
    private readonly RowPredicate _right;

    private LoweredRecord(Func<SqlSelect> statement, RowPredicate right, string nothing)
    {
        Statement = new LoweredStatement(statement());
        _several = new Lazy<SharedStatement>(() => SharedStatement.Of(statement()));
        _right = right;
        Nothing = nothing;
    }

    /// <summary>The statement: at most one row of <c>(owner uuid, text)</c>. The text is the response when <see cref="Covers"/> says so.</summary>
    public LoweredStatement Statement { get; }

    /// <summary>The statement for several requests at once: without a row for a request whose record does not exist.</summary>
    public SharedStatement Several => _several.Value;

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
        return new LoweredRecord(Lower, right, opening + "null}}");

        SqlSelect Lower()
        {
            LoweringContext context = new(schema, tenantSchema, reach);
            ObjectModel model = record.Selection.Object;
            RowScope row = new(context.NextAlias("t"));
            JsonPieces response = new JsonPieces().Text(opening).Append(context.Records.Alone(record.Selection, row, record.Deleted)).Text("}}");
            return new SqlSelect
            {
                Items = [new SqlItem(Column(row.Alias, model.Field(SystemFields.Owner).Column.Name)), new SqlItem(response.ToExpression())],
                From = context.From(model, row.Alias),
                Where = And(
                    Column(row.Alias, LoweringContext.Id(model)).EqualTo(LoweringContext.Parameter(SqlType.Uuid, record.Id)),
                    LoweringContext.InState(model, row.Alias, record.Deleted)),
            };
        }
    }

    /// <summary>Whether the record of an owner may be read.</summary>
    /// <param name="owner">The owner's id; null for nobody.</param>
    /// <param name="context">The user of the request.</param>
    public bool Covers(Guid? owner, BindingContext context) => _right == RowPredicate.Everything || OwnerRight.Covers(_right, owner, context);
}
