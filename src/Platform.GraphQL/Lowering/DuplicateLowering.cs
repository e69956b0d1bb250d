using Platform.GraphQL.Planning;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Lowers the look-up of duplicates: one subquery for each rule, in one list. What a rule shows is shown whatever the caller's rights on the record; its id is told to
/// those alone who may read it.
/// </summary>
internal sealed class DuplicateLowering(LoweringContext context, DuplicatesPlan plan)
{
    private const string Given = "g", Readable = "readable";

    /// <summary>The list as JSON text.</summary>
    public JsonPieces Lower()
    {
        SqlExpression[] lists = [.. plan.Rules.Select(rule => new SqlScalar(OfRule(rule)))];
        return new JsonPieces().Text("[").Value(Call("concat_ws", [Literal(","), .. lists])).Text("]");
    }

    private SqlSelect OfRule(DuplicateRuleDocument rule)
    {
        ObjectModel target = context.Model.Object(rule.Target);
        IReadOnlyList<FieldModel> shown = DuplicateLookup.ShownOf(rule, target);
        SqlFrom from = DuplicateLookup.Matches(
            Source(rule), Column(Given, "id"), field => Column(Given, field), rule, target, context.Access.Table(target),
            alias =>
            [
                .. shown.Select((f, i) => new SqlItem(Column(alias, f.Column.Name).As(SqlType.Text), "s" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))),
                new SqlItem(context.Visible(target, alias, DeletedMode.Exclude), Readable),
            ],
            DuplicatesPlan.Most);
        SqlExpression element = Element(rule, target, shown).ToExpression();
        return new SqlSelect { Items = [new SqlItem(Call("string_agg", element, Literal(",")))], From = from };
    }

    // One row with the values to compare, under the names of their fields.
    private SqlSubquery Source(DuplicateRuleDocument rule)
    {
        string idColumn = LoweringContext.Id(plan.Object);
        SqlExpression? id = plan.Id is null ? null : LoweringContext.Parameter(SqlType.Uuid, plan.Id);
        IReadOnlyList<FieldModel> fields = [.. DuplicateLookup.FieldsOf(rule).Select(plan.Object.Field)];
        if (plan.Values is { } values)
        {
            IEnumerable<SqlItem> given = fields.Select(f => new SqlItem(
                values.TryGetValue(f.Name, out ArgumentSource? value) ? LoweringContext.Parameter(SqlType.Of(f.Column.Type), value) : Null.As(SqlType.Of(f.Column.Type)), f.Name));
            return new SqlSubquery(new SqlSelect { Items = [new SqlItem(id ?? Null.As(SqlType.Uuid), "id"), .. given] }, Given);
        }

        const string Row = "o";
        return new SqlSubquery(
            new SqlSelect
            {
                Items = [new SqlItem(Column(Row, idColumn), "id"), .. fields.Where(f => f.Name != "id").Select(f => new SqlItem(Column(Row, f.Column.Name), f.Name))],
                From = context.From(plan.Object, Row),
                Where = And(Column(Row, idColumn).EqualTo(id!), context.Visible(plan.Object, Row, DeletedMode.Exclude)),
            },
            Given);
    }

    private JsonPieces Element(DuplicateRuleDocument rule, ObjectModel target, IReadOnlyList<FieldModel> shown)
    {
        SqlExpression id = Column(DuplicateLookup.Match, LoweringContext.Id(target));
        return JsonPieces.Object(plan.Members, m => m.ResponseName, (json, member) =>
        {
            switch (member.Name)
            {
                case "object": json.Text(JsonPieces.Quote(target.Name)); break;
                case "id": json.Value(new SqlCase([(Column(DuplicateLookup.Match, Readable), Call("concat", Literal("\""), id, Literal("\"")))], Literal("null"))); break;
                case "rule": json.Text(JsonPieces.Quote(rule.Name)); break;
                case "blocks": json.Text(Blocks(rule) ? "true" : "false"); break;
                case "values": Values(json, member, shown); break;
                default: json.Text(JsonPieces.Quote(member.Name[1..])); break;
            }
        });
    }

    // A record that has an id is edited, another made.
    private bool Blocks(DuplicateRuleDocument rule) => (plan.Id is null ? rule.OnCreate : rule.OnEdit) == DuplicateAction.Block;

    private static void Values(JsonPieces json, PayloadMember member, IReadOnlyList<FieldModel> shown)
    {
        json.Text("[");
        for (int i = 0; i < shown.Count; i++)
        {
            string column = "s" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), field = shown[i].Name;
            json.Text(i == 0 ? "" : ",").Append(JsonPieces.Object(member.Parts, p => p.ResponseName, (value, part) =>
            {
                if (part.Name == "field") value.Text(JsonPieces.Quote(field));
                else if (part.Name == "value") value.Value(ScalarJson.OrNull(Call("to_json", Column(DuplicateLookup.Match, column)).As(SqlType.Text)));
                else value.Text(JsonPieces.Quote(part.Name[1..]));
            }));
        }

        json.Text("]");
    }
}
