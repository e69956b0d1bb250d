using System.Globalization;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>Lowers groups with aggregates to one <c>group by</c> and the JSON over it.</summary>
internal sealed class GroupLowering(LoweringContext context, GroupPlan plan)
{
    private const string Groups = "g";
    private readonly OrderedDictionary<Aggregate, string> _aggregates = [];
    private readonly KeptTotals? _kept = KeptTotals.For(plan, context.Rights(plan.Object).Read);

    /// <summary>The list of groups as JSON text.</summary>
    public JsonPieces Lower()
    {
        JsonPieces group = JsonPieces.Object(plan.Members, m => m.ResponseName, Member);
        SqlSelect list = new()
        {
            Items = [new SqlItem(new SqlCall("string_agg", [group.ToExpression(), Literal(",")]))],
            From = new SqlSubquery(Rows(), Groups),
        };
        return new JsonPieces().Text("[").Value(new SqlScalar(list)).Text("]");
    }

    private static string KeyName(int index) => string.Create(CultureInfo.InvariantCulture, $"k{index}");

    private void Member(JsonPieces json, GroupMember member)
    {
        switch (member)
        {
            case GroupCountMember:
                json.Value(Result(new Aggregate("count", null)));
                break;
            case GroupTypeNameMember m:
                json.Text(JsonPieces.Quote(m.TypeName));
                break;
            case GroupKeyMember m:
                json.Append(JsonPieces.Object(m.Fields, f => f.ResponseName, (pieces, f) => Key(pieces, f.Key, f.Selection, f.TypeName)));
                break;
            case GroupAggregateMember m:
                json.Append(JsonPieces.Object(m.Fields, f => f.ResponseName, (pieces, f) =>
                {
                    if (f.Field is null) pieces.Text(JsonPieces.Quote(f.TypeName!));
                    else ScalarJson.Write(pieces, Result(new Aggregate(m.Function, f.Field)), Shape(m.Function, f.Field), notNull: false);
                }));
                break;
        }
    }

    private void Key(JsonPieces json, int? index, RecordSelection? selection, string? typeName)
    {
        if (typeName is not null) json.Text(JsonPieces.Quote(typeName));
        else if (index is not { } i) json.Text("null");
        else if (selection is not null) json.Value(ScalarJson.OrNull(context.Records.ById(selection, Column(Groups, KeyName(i)), Referred)));
        else ScalarJson.Write(json, Column(Groups, KeyName(i)), plan.Keys[i].Field.Shape(), notNull: false);
    }

    private DeletedMode Referred => plan.Deleted == DeletedMode.Exclude ? DeletedMode.Exclude : DeletedMode.Include;

    private static FieldShape Shape(string function, FieldModel field) =>
        function is "sum" or "avg" && field.Shape() == FieldShape.Integer ? FieldShape.Decimal : field.Shape();

    private SqlExpression Result(Aggregate aggregate)
    {
        if (!_aggregates.TryGetValue(aggregate, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"a{_aggregates.Count}");
            _aggregates.Add(aggregate, name);
        }

        return Column(Groups, name);
    }

    private SqlSelect Rows()
    {
        string alias = context.NextAlias("t");
        SqlFrom from = _kept is null ? context.From(plan.Object, alias) : new SqlTableSource(context.Access.Table(_kept.Table), alias);
        SqlExpression[] keys = [.. plan.Keys.Select(key => KeyValue(key, alias, ref from))];
        SqlExpression[] having = [.. plan.Having.Select(c => Condition(c, alias))];
        SqlOrder[] order =
        [
            .. plan.Order.Select(o => new SqlOrder(o.Key is { } k ? Ranked(k) : Compute(o.Aggregate!, alias), o.Descending, o.NullsFirst)),
            .. keys.Select((_, k) => new SqlOrder(Ranked(k))),
        ];
        return new SqlSelect
        {
            Items =
            [
                .. keys.Select((key, i) => new SqlItem(key, KeyName(i))),
                .. _aggregates.Select(a => new SqlItem(Compute(a.Key, alias), a.Value)),
                new SqlItem(Number(1), "one"),
            ],
            From = from,
            Where = _kept is null ? context.Wanted(plan.Object, alias, plan.Deleted, plan.Filter) : context.Covered(plan.Object, alias, plan.Deleted, plan.Filter),
            GroupBy = keys,
            Having = Having(having, keys.Length, alias),
            OrderBy = order,
            Limit = plan.Limit is { } limit ? LoweringContext.Parameter(SqlType.BigInt, limit) : Number(PageLimits.MaxGroups),
        };

        SqlExpression Ranked(int key) => ChoiceRank.Of(plan.Keys[key].Field, keys[key]);
    }

    // Without keys all records are one group, even when no aggregate is selected: a condition on the group makes it one. A key of which records were counted and have gone is no group.
    private SqlExpression? Having(SqlExpression[] asked, int keys, string alias)
    {
        if (_kept is not null && keys > 0) return And([.. asked, Infix(KeptTotals.Count(alias), ">", Number(0))]);
        return asked.Length > 0 ? And(asked) : keys == 0 ? Infix(Call("count", Star), ">=", Number(0)) : null;
    }

    private SqlExpression KeyValue(GroupKey key, string alias, ref SqlFrom from)
    {
        SqlExpression column = Column(alias, key.Field.Column.Name);
        FieldShape shape = key.Field.Shape();
        if (shape == FieldShape.Reference)
        {
            // Records that cannot be seen are one group, the blank one: how many of them there are is not told.
            ObjectModel target = context.Model.Object(key.Field.Target());
            string joined = context.NextAlias("o");
            SqlExpression id = Column(joined, LoweringContext.Id(target));
            from = from.LeftJoin(context.From(target, joined), And(id.EqualTo(column), context.Visible(target, joined, Referred)));
            return id;
        }

        if (key.Unit is not { } unit) return column;
        SqlExpression literal = Literal(unit);
        return shape == FieldShape.Date
            ? Call("date_trunc", literal, column.As(SqlType.Timestamp)).As(SqlType.Date)
            : Call("date_trunc", literal, column, LoweringContext.Parameter(SqlType.Text, key.TimeZone!));
    }

    private SqlExpression Compute(Aggregate aggregate, string alias)
    {
        if (aggregate.Field is not { } field) return _kept is null ? Call("count", Star) : KeptTotals.Count(alias);
        SqlExpression column = Column(alias, field.Column.Name), value = _kept?.Compute(aggregate, alias) ?? Call(aggregate.Function, column);
        return (aggregate.Function, field.Shape()) switch
        {
            ("sum", FieldShape.Duration) => value.As(SqlType.BigInt),
            ("avg", FieldShape.Duration) => Call("round", value).As(SqlType.BigInt),
            ("avg", _) => Call("trim_scale", Call("round", value, Number(10))),
            ("sum", FieldShape.Integer) => value.As(SqlType.Numeric),
            _ => value,
        };
    }

    private SqlExpression Condition(GroupCondition condition, string alias)
    {
        SqlType type = condition.Aggregate switch
        {
            { Field: null } => SqlType.Integer,
            { Field: { } field, Function: "min" or "max" } => SqlType.Of(field.Column.Type),
            { Field: { } field } => field.Shape() == FieldShape.Duration ? SqlType.BigInt : SqlType.Numeric,
        };
        SqlExpression comparison = FilterLowering.Compare(Compute(condition.Aggregate, alias), condition.Operator, condition.Operands, type);
        return condition.Negated ? comparison.IsNotTrue() : comparison;
    }
}
