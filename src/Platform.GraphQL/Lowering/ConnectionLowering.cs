using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>Lowers pages of lists: one subquery for the rows of the page, one aggregate over it for the JSON, one count when asked for.</summary>
internal sealed class ConnectionLowering(LoweringContext context)
{
    private const string RowNumber = "#", RowCount = "##";

    /// <summary>A connection at the root as JSON text.</summary>
    public JsonPieces Root(ConnectionPlan plan) => Connection(plan, alias => (context.From(plan.Object, alias), True, null));

    /// <summary>A connection below a record as JSON text.</summary>
    public JsonPieces Related(ConnectionPlan plan, RelationLink link, ObjectModel parent, RowScope row)
    {
        row.Column(LoweringContext.Id(parent));
        return Connection(plan, alias =>
        {
            (SqlFrom from, SqlExpression condition) = context.Filters.Linked(link, alias, parent, row.Alias);
            return (from, condition, ImpliedBy(link, parent) ? RowPredicate.Everything : null);
        });
    }

    // A detail below its master, which the caller sees, is covered by the same right: it need not be checked again for each. Files belong to the record that they are attached to.
    private bool ImpliedBy(RelationLink link, ObjectModel parent) => link.Kind switch
    {
        RelationKind.Detail => context.Rights(link.Child).Read == RowPredicate.ThroughMaster(link.Field.Name, context.Rights(parent).Read),
        RelationKind.ManyToMany => link.IsForward && link.Child is { IsSystem: true, Name: FieldShapes.FileObject },
        _ => false,
    };

    private JsonPieces Connection(ConnectionPlan plan, Func<string, (SqlFrom From, SqlExpression Condition, RowPredicate? Predicate)> source)
    {
        PageRows? rows = plan.Members.Any(m => m is NodesMember or EdgesMember or PageInfoMember) ? new PageRows(this, context, plan) : null;
        JsonPieces json = JsonPieces.Object(plan.Members, m => m.ResponseName, (pieces, member) =>
        {
            switch (member)
            {
                case NodesMember m: pieces.Text("[").Value(rows!.List(context.Records.Object(m.Selection, rows.Scope, plan.Deleted))).Text("]"); break;
                case EdgesMember m: pieces.Text("[").Value(rows!.List(Edge(m, rows, plan))).Text("]"); break;
                case PageInfoMember m: pieces.Append(PageInfo(m, rows!)); break;
                case TotalCountMember: pieces.Value(Count(plan, source)); break;
                case ConnectionTypeNameMember m: pieces.Text(JsonPieces.Quote(m.TypeName)); break;
            }
        });

        // Where nothing is made of the rows together, each would be an answer of its own, and no row no answer.
        if (rows is null || !plan.Members.Any(rows.Aggregates)) return json;
        SqlSelect page = new() { Items = [new SqlItem(json.ToExpression())], From = rows.Lower(source) };
        return new JsonPieces().Value(new SqlScalar(page));
    }

    private JsonPieces Edge(EdgesMember member, PageRows rows, ConnectionPlan plan) =>
        JsonPieces.Object(member.Parts, p => p.ResponseName, (json, part) =>
        {
            if (part.Selection is { } selection) json.Append(context.Records.Object(selection, rows.Scope, plan.Deleted));
            else if (part.Name == "cursor") json.Text("\"").Value(rows.Cursor()).Text("\"");
            else json.Text(JsonPieces.Quote(part.Name[1..]));
        });

    private static JsonPieces PageInfo(PageInfoMember member, PageRows rows) =>
        JsonPieces.Object(member.Parts, p => p.ResponseName, (json, part) => _ = part.Name switch
        {
            "hasNextPage" => json.Value(rows.HasNext()),
            "hasPreviousPage" => json.Value(rows.HasPrevious()),
            "startCursor" => json.Value(rows.EndCursor(start: true)),
            "endCursor" => json.Value(rows.EndCursor(start: false)),
            _ => json.Text(JsonPieces.Quote(part.Name[1..])),
        });

    private SqlScalar Count(ConnectionPlan plan, Func<string, (SqlFrom From, SqlExpression Condition, RowPredicate? Predicate)> source)
    {
        string alias = context.NextAlias("t");
        (SqlFrom from, SqlExpression condition, RowPredicate? predicate) = source(alias);
        return new SqlScalar(new SqlSelect
        {
            Items = [new SqlItem(Call("count", Star))],
            From = from,
            Where = And(condition, Rows(plan, alias, predicate)),
        });
    }

    /// <summary>The rows of the list: visible, in or out of the recycle bin as asked, satisfying the filter.</summary>
    internal SqlExpression Rows(ConnectionPlan plan, string alias, RowPredicate? predicate) =>
        context.Wanted(plan.Object, alias, plan.Deleted, plan.Filter, predicate);

    /// <summary>Columns that number the rows of a page, in its direction.</summary>
    internal static (string Number, string Count) Numbering => (RowNumber, RowCount);
}
