using System.Globalization;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// The rows of one page. What the response needs of them is written first, against <see cref="Scope"/>; the subquery is made last and carries just
/// the columns used. Rows come in the page's direction, which for <c>last</c> is against the order; lists turn them round.
/// </summary>
internal sealed class PageRows(ConnectionLowering connections, LoweringContext context, ConnectionPlan plan)
{
    // One more record than the page tells whether there are more; it is read only when that is asked.
    private readonly bool _oneMore = plan.Members.OfType<PageInfoMember>().Any(m =>
        m.Parts.Any(p => p.Name == (plan.Page.Backward ? "hasPreviousPage" : "hasNextPage")));

    private readonly bool _numbered = plan.Page.Backward || plan.Members.Any(m => m is PageInfoMember);
    private bool _keys;

    /// <summary>A row of the page.</summary>
    public RowScope Scope { get; } = new(context.NextAlias("p"));

    private PagePlan Page => plan.Page;

    private SqlExpression Size { get; } = plan.Page.Size is { } size
        ? LoweringContext.Parameter(SqlType.BigInt, size)
        : Number(context.Schema.DefaultPageSize);

    private SqlExpression Number1 => Column(Scope.Alias, ConnectionLowering.Numbering.Number);

    /// <summary>Whether a member of the connection is made of the rows of the page: what precedes a page forward, and follows one backward, its arguments tell.</summary>
    public bool Aggregates(ConnectionMember member) => member switch
    {
        NodesMember or EdgesMember => true,
        PageInfoMember info => info.Parts.Any(p => p.Name is "startCursor" or "endCursor" || p.Name == (Page.Backward ? "hasPreviousPage" : "hasNextPage")),
        _ => false,
    };

    /// <summary>Members of a JSON list: one element per row of the page.</summary>
    public SqlExpression List(JsonPieces element) => new SqlCall("string_agg", [element.ToExpression(), Literal(",")])
    {
        OrderBy = Page.Backward ? [new SqlOrder(Number1, Descending: true)] : [],
        Filter = _oneMore ? Infix(Number1, "<=", Size) : null,
    };

    /// <summary>Whether records follow the page.</summary>
    public SqlExpression HasNext() => Page.Backward ? Given(Page.Before) : More();

    /// <summary>Whether records precede the page.</summary>
    public SqlExpression HasPrevious()
    {
        if (Page.Backward) return More();
        if (Page.Offset is { } offset) return Infix(LoweringContext.Parameter(SqlType.BigInt, offset), ">", Number(0)).As(SqlType.Text);
        return Given(Page.After);
    }

    /// <summary>Cursor of a row, without quotes.</summary>
    public SqlExpression Cursor()
    {
        _keys = true;
        SqlExpression list = Call("json_build_array", [.. plan.Order.Select((key, i) =>
            ScalarJson.CursorKey(Column(Scope.Alias, KeyName(i)), key.Shape))]).As(SqlType.Text);
        SqlExpression Bytes(SqlExpression text) => Call("convert_to", text, Literal("UTF8"));
        SqlExpression seal = Call(
            "substr",
            Call("sha256", Infix(context.CursorKey, "||", Bytes(Infix(Literal(Shape), "||", list)))),
            Number(1), Number(CursorText.SealLength));
        return Call(
            "translate",
            Call("encode", Infix(seal, "||", Bytes(list)), Literal("base64")),
            Call("concat", Literal("+/="), Call("chr", Number(10))),
            Literal("-_"));
    }

    /// <summary>Cursor of the first or last record of the page as JSON; null for an empty page.</summary>
    public SqlExpression EndCursor(bool start)
    {
        SqlExpression last = Call("least", Size, Column(Scope.Alias, ConnectionLowering.Numbering.Count));
        SqlExpression end = Number1.EqualTo(start == Page.Backward ? last : Number(1));
        SqlCall cursor = new("max", [Cursor()]) { Filter = And(end, Infix(Number1, "<=", Size)) };
        return ScalarJson.OrNull(ScalarJson.Json(cursor));
    }

    /// <summary>The subquery of the page.</summary>
    public SqlFrom Lower(Func<string, (SqlFrom From, SqlExpression Condition, RowPredicate? Predicate)> source)
    {
        string alias = context.NextAlias("t");
        (SqlFrom from, SqlExpression condition, RowPredicate? predicate) = source(alias);
        IReadOnlyList<PageKey> keys = Keys(ref from, alias);
        SqlExpression rows = And(condition, connections.Rows(plan, alias, predicate));
        (CursorPlan? along, CursorPlan? against) = Page.Backward ? (Page.Before, Page.After) : (Page.After, Page.Before);
        if (against is not null) rows = And(rows, Or([.. Beyond(against, [.. keys.Select(k => k.Reversed())])]));
        List<SqlExpression> branches = along is null ? [True] : Beyond(along, keys);
        bool union = branches.Count > 1;
        SqlExpression? limit = Limit();
        SqlItem[] items =
        [
            .. Scope.Used.Select(column => new SqlItem(Column(alias, column), column)),
            .. keys.Where(_ => _keys || union).Select((key, i) => new SqlItem(key.Value, KeyName(i))),
        ];
        SqlSelect[] selects = [.. branches.Select(branch => new SqlSelect
        {
            Items = items.Length > 0 ? items : [new SqlItem(Number(1), "one")],
            From = from,
            Where = And(rows, branch),
            OrderBy = [.. keys.Select(k => k.Order(k.Value))],
            Limit = limit,
            Offset = Page.Offset is { } offset ? LoweringContext.Parameter(SqlType.BigInt, offset) : null,
        })];
        SqlQuery page = !union ? selects[0] : new SqlUnion(selects)
        {
            OrderBy = [.. keys.Select((k, i) => k.Order(new SqlColumn(null, KeyName(i))))],
            Limit = limit,
        };
        return new SqlSubquery(_numbered ? Numbered(page, items) : page, Scope.Alias);
    }

    private static string KeyName(int index) => string.Create(CultureInfo.InvariantCulture, $"#{index}");

    private static SqlExpression Given(CursorPlan? cursor) => Literal(cursor is null ? "false" : "true");

    private string Shape => plan.Object.Name + "|" + string.Join(',', plan.Order.Select(key => key + ChoiceRank.Signature(key.Field)));

    private SqlExpression More() => Infix(Call("count", Star), ">", Size).As(SqlType.Text);

    private SqlExpression Limit()
    {
        if (!_oneMore) return Size;
        return Page.Size is { } size
            ? LoweringContext.Parameter(SqlType.BigInt, size with { Form = ValueForm.PageSizeAndOne })
            : Number(context.Schema.DefaultPageSize + 1);
    }

    private static SqlSelect Numbered(SqlQuery page, SqlItem[] items)
    {
        const string Inner = "r";
        SqlWindow window = new([], []);
        return new SqlSelect
        {
            Items =
            [
                .. items.Select(item => new SqlItem(Column(Inner, item.Alias!), item.Alias)),
                new SqlItem(new SqlCall("row_number", []) { Over = window }, ConnectionLowering.Numbering.Number),
                new SqlItem(new SqlCall("count", [Star]) { Over = window }, ConnectionLowering.Numbering.Count),
            ],
            From = new SqlSubquery(page, Inner),
        };
    }

    private PageKey[] Keys(ref SqlFrom from, string alias)
    {
        List<PageKey> keys = [];
        foreach (OrderKey key in plan.Order)
        {
            ObjectModel model = plan.Object;
            string at = alias;
            foreach (FieldModel step in key.Path)
            {
                model = context.Model.Object(step.Target());
                string next = context.NextAlias("o");
                DeletedMode deleted = plan.Deleted == DeletedMode.Exclude ? DeletedMode.Exclude : DeletedMode.Include;
                from = from.LeftJoin(context.From(model, next), And(
                    Column(next, LoweringContext.Id(model)).EqualTo(Column(at, step.Column.Name)), context.Visible(model, next, deleted)));
                at = next;
            }

            PageKey forward = key.Relevance is { } search
                ? new(SearchLowering.Relevance(search, at), SqlType.Integer, key.Descending, key.NullsFirst, key.IsNeverBlank)
                : new(ChoiceRank.Of(key.Field, Column(at, key.Field.Column.Name)), ChoiceRank.TypeOf(key.Field), key.Descending, key.NullsFirst, key.IsNeverBlank);
            keys.Add(Page.Backward ? forward.Reversed() : forward);
        }

        return [.. keys];
    }

    private List<SqlExpression> Beyond(CursorPlan cursor, IReadOnlyList<PageKey> keys)
    {
        SqlExpression[] values = [.. keys.Select((key, i) => LoweringContext.Parameter(
            key.Type, new CursorKeySource(cursor.Source, i, Shape, keys.Count)))];
        // The id is never taken for blank: reading it is what checks the cursor's seal.
        bool[] blank = [.. keys.Select((key, i) => !key.NeverBlank && i < cursor.BlankMask.Length && cursor.BlankMask[i] == '1')];
        return Keyset.Beyond(keys, values, blank);
    }
}
