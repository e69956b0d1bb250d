using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>
/// Records of a list whose parents have to be brought up to date: rows of the table as they are now, or as they were before the transaction. Queries give the
/// parent's id as <c>parent</c> and, where asked for, what each record adds as <c>a0</c>, <c>a1</c> …
/// </summary>
/// <param name="Key">Tells statements of different shape apart.</param>
/// <param name="Query">The query; takes the index of its first value and whether what records add is wanted.</param>
/// <param name="Values">The values, in order.</param>
internal sealed record ParentSource(string Key, Func<int, bool, SqlSelect> Query, IReadOnlyList<object?> Values)
{
    private const string Row = "c";

    /// <summary>Rows of the list's table by their ids.</summary>
    /// <param name="model">The model.</param>
    /// <param name="group">The group.</param>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="ids">Ids of the rows.</param>
    /// <param name="isTaken">They no longer count, so that what they add is taken away.</param>
    public static ParentSource Rows(TenantModel model, RollupGroup group, string schema, IEnumerable<Guid> ids, bool isTaken) => new(
        isTaken ? "taken" : "rows",
        (first, adds) => Select(
            model, group, schema, adds, isTaken, new SqlTableSource(new SqlTable(schema, group.Child.Object.Table), Row), Column,
            And(
                Column(group.Child.Id.Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, first)),
                isTaken ? True : Column(group.Child.DeletedAt.Columns[0].Name).IsNull())),
        [ids.Order().ToArray()]);

    /// <summary>Records as they were before the transaction.</summary>
    public static ParentSource Images(TenantModel model, RollupGroup group, string schema, IReadOnlyList<FieldSlot> fields, IReadOnlyList<object?[]> images)
    {
        ColumnSlot[] columns = [.. fields.SelectMany(f => f.Columns)];
        Dictionary<string, SqlType> types = columns.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        return new ParentSource(
            "images",
            (first, adds) => Select(
                model, group, schema, adds, isTaken: true,
                new SqlFunctionSource(
                    new SqlCall("unnest", [.. columns.Select((c, n) => StatementTemplate.Value(ColumnArrays.TravelType(c.Type), first + n))]), Row,
                    [.. columns.Select(c => c.Name)]),
                // The id is needed for lists alone, which rollups do not read.
                name => types.TryGetValue(name, out SqlType? type) ? ColumnArrays.Arrived(Column(name), type) : Null,
                True),
            [.. columns.Select((c, n) => ColumnArrays.Of(c.Type, [.. images.Select(i => i[n])]))]);
    }

    /// <summary>Records that refer, over the references of a path, to other records.</summary>
    public static ParentSource Referring(TenantModel model, RollupGroup group, string schema, IReadOnlyList<string> path, IEnumerable<Guid> targets) => new(
        "referring " + string.Join('.', path),
        (first, _) => Parents(
            group, schema, Referring(schema, model, group.Child.Object, Row, path, StatementTemplate.Value(SqlType.Uuid.Array, first))),
        [targets.Order().ToArray()]);

    /// <summary>Parents of linked records by the records' ids.</summary>
    public static ParentSource Linked(RollupGroup group, string schema, IEnumerable<Guid> ids) => new(
        "linked",
        (first, _) => new SqlSelect
        {
            Items = [new SqlItem(Column(group.Link.ParentColumn), "parent")],
            From = new SqlTableSource(new SqlTable(schema, group.Link.Field.LinkTable!), Row),
            Where = Column(group.Link.ChildColumn).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, first)),
        },
        [ids.Order().ToArray()]);

    /// <summary>Parents that are known by their own ids.</summary>
    public static ParentSource Known(IEnumerable<Guid> parents) => new(
        "known",
        (first, _) => new SqlSelect
        {
            Items = [new SqlItem(Column("parent"), "parent")],
            From = new SqlFunctionSource(new SqlCall("unnest", [StatementTemplate.Value(SqlType.Uuid.Array, first)]), Row, ["parent"]),
        },
        [parents.Order().ToArray()]);

    /// <summary>The condition that a record refers over a path to one of the targets.</summary>
    public static SqlExpression Referring(string schema, TenantModel model, ObjectModel owner, string alias, IReadOnlyList<string> path, SqlExpression targets)
    {
        FieldModel step = owner.Field(path[0]);
        SqlExpression reference = SqlExpression.Column(alias, step.Column.Name);
        if (path.Count == 1) return reference.EqualToAny(targets);
        ObjectModel next = model.Object(Metadata.Fields.FieldTraits.Targets(step.Type)[0]);
        string inner = alias + "r";
        return new SqlIn(reference, new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Column(inner, next.Field(SystemFields.Id).Column.Name))],
            From = new SqlTableSource(new SqlTable(schema, next.Table), inner),
            Where = Referring(schema, model, next, inner, [.. path.Skip(1)], targets),
        });
    }

    private static SqlSelect Parents(RollupGroup group, string schema, SqlExpression where)
    {
        SqlFrom records = new SqlTableSource(new SqlTable(schema, group.Child.Object.Table), Row);
        if (group.Link.Column is { } column) return new SqlSelect { Items = [new SqlItem(Column(column), "parent")], From = records, Where = where };
        return new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Column("l", group.Link.ParentColumn), "parent")],
            From = new SqlTableSource(new SqlTable(schema, group.Link.Field.LinkTable!), "l").Join(
                records, SqlExpression.Column("l", group.Link.ChildColumn).EqualTo(Column(group.Child.Id.Columns[0].Name))),
            Where = where,
        };
    }

    private static SqlSelect Select(
        TenantModel model, RollupGroup group, string schema, bool adds, bool isTaken, SqlFrom from, Func<string, SqlExpression> columns, SqlExpression where)
    {
        List<SqlItem> items = [new SqlItem(columns(group.Link.Column!), "parent")];
        if (adds)
        {
            int aliases = 0;
            LoweringEnvironment environment = new(schema, model.Object)
            {
                NextAlias = () => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{aliases++}"),
            };
            LoweredRow row = LoweredRow.InScope(group.Child.Object, columns);
            foreach (SqlExpression share in group.Rollups.SelectMany(r => RollupLowering.Share(r.Field, environment, row)))
            {
                items.Add(new SqlItem(isTaken ? Infix(Number(0), "-", share) : share, $"a{(items.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}"));
            }
        }

        return new SqlSelect { Items = items, From = from, Where = where };
    }

    private static SqlExpression Column(string name) => SqlExpression.Column(Row, name);
}
