using System.Globalization;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>
/// The statements that bring one group up to date. Values of the sources come first among the parameters of each, in the order of the sources.
/// </summary>
/// <param name="graph">The rollups of the model.</param>
/// <param name="group">The group.</param>
/// <param name="schema">Schema of the tenant.</param>
/// <param name="sources">Where the parents come from; at least one.</param>
internal sealed class RollupStatementSet(RollupGraph graph, RollupGroup group, string schema, IReadOnlyList<ParentSource> sources)
{
    private const string Parent = "p";
    private const string Change = "d";
    private const string Each = "x";
    private readonly string _key = $"{schema} {group.Key} {string.Join('|', sources.Select(s => s.Key))}";
    private readonly object?[] _values = [.. sources.SelectMany(s => s.Values)];

    /// <summary>Locks the parents in the order of their ids.</summary>
    public Npgsql.NpgsqlBatchCommand Lock() => graph.Template("lock " + _key, () =>
    {
        SqlExpression id = Column(Parent, group.Owner.Id.Columns[0].Name);
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(id)],
            From = OwnerTable,
            Where = new SqlIn(id, Union(adds: false)),
            OrderBy = [new SqlOrder(id)],
            Lock = new SqlRowLock(SqlLockStrength.NoKeyUpdate, [Parent]),
        });
    }).Bind(_values);

    /// <summary>
    /// The locked parents as they are: the id, the instant of deletion, and the columns of fields. A statement of its own: one that waits for a lock may give other columns of the
    /// row as they were before.
    /// </summary>
    public Npgsql.NpgsqlBatchCommand Before(IReadOnlyList<FieldSlot> fields) => graph.Template($"before {string.Join(',', fields.Select(f => f.Ordinal))} {_key}", () =>
    {
        SqlExpression id = Column(Parent, group.Owner.Id.Columns[0].Name);
        return new StatementTemplate(new SqlSelect
        {
            Items =
            [
                new SqlItem(id), new SqlItem(Column(Parent, group.Owner.DeletedAt.Columns[0].Name)),
                .. fields.SelectMany(f => f.Columns).Select(c => new SqlItem(Column(Parent, c.Name))),
            ],
            From = OwnerTable,
            Where = new SqlIn(id, Union(adds: false)),
        });
    }).Bind(_values);

    /// <summary>Adds to what is stored; parents to which nothing is added stay as they are.</summary>
    public Npgsql.NpgsqlBatchCommand Add() => graph.Template("add " + _key, () =>
    {
        SqlExpression[][] added = new SqlExpression[group.Rollups.Count][];
        List<SqlExpression> sums = [];
        for (int i = 0; i < added.Length; i++)
        {
            added[i] = new SqlExpression[Math.Max(1, group.Rollups[i].Field.Rollup!.State.Count)];
            for (int j = 0; j < added[i].Length; j++)
            {
                added[i][j] = Column(Change, Name(sums.Count));
                sums.Add(Column(Each, Name(sums.Count)));
            }
        }

        SqlExpression parent = Column(Each, "parent");
        return new StatementTemplate(new SqlUpdate
        {
            Table = Table,
            Alias = Parent,
            Set =
            [
                .. group.Rollups.SelectMany((r, i) => RollupLowering.Added(r.Field, c => Column(Parent, c), added[i])).Select(v => new SqlAssignment(v.Column.Name, v.Value)),
            ],
            From = new SqlSubquery(
                new SqlSelect
                {
                    Items = [new SqlItem(parent, "parent"), .. sums.Select((s, n) => new SqlItem(Call("sum", s), Name(n)))],
                    From = new SqlSubquery(Union(adds: true), Each),
                    Where = parent.IsNotNull(),
                    GroupBy = [parent],
                },
                Change),
            Where = And(
                Column(Parent, group.Owner.Id.Columns[0].Name).EqualTo(Column(Change, "parent")),
                Or([.. sums.Select((_, n) => Infix(Column(Change, Name(n)), "<>", Number(0)))])),
        });
    }).Bind(_values);

    /// <summary>Makes one rollup anew.</summary>
    public Npgsql.NpgsqlBatchCommand Anew(OrderedRollup rollup) => graph.Template($"anew {rollup.Field.Name} {_key}", () =>
    {
        int aliases = 0;
        string NextAlias() => string.Create(CultureInfo.InvariantCulture, $"m{aliases++}");
        return new StatementTemplate(RollupStatements.Fill(schema, graph.Model, rollup, NextAlias, id => new SqlIn(id, Union(adds: false))));
    }).Bind(_values);

    /// <summary>
    /// Locks what records of the list refer to against changes: a value that is read must be the one that the writer of the other record sees last. The values are
    /// the ids of the list's records.
    /// </summary>
    public static Npgsql.NpgsqlBatchCommand LockRead(RollupGraph graph, RollupGroup group, string schema, IReadOnlyList<string> path, Guid[] children) =>
        graph.Template($"read {schema} {group.Key} {string.Join('.', path)}", () =>
        {
            SqlQuery ids = new SqlSelect
            {
                Items = [new SqlItem(Column("c0", group.Child.Object.Field(path[0]).Column.Name))],
                From = new SqlTableSource(new SqlTable(schema, group.Child.Object.Table), "c0"),
                Where = Column("c0", group.Child.Id.Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
            };
            ObjectModel target = Target(graph.Model, group.Child.Object, path[0]);
            for (int i = 1; i < path.Count; i++)
            {
                string alias = string.Create(CultureInfo.InvariantCulture, $"c{i}");
                ids = new SqlSelect
                {
                    Items = [new SqlItem(Column(alias, target.Field(path[i]).Column.Name))],
                    From = new SqlTableSource(new SqlTable(schema, target.Table), alias),
                    Where = new SqlIn(Column(alias, target.Field(SystemFields.Id).Column.Name), ids),
                };
                target = Target(graph.Model, target, path[i]);
            }

            SqlExpression id = Column("t", target.Field(SystemFields.Id).Column.Name);
            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(id)],
                From = new SqlTableSource(new SqlTable(schema, target.Table), "t"),
                Where = new SqlIn(id, ids),
                OrderBy = [new SqlOrder(id)],
                Lock = new SqlRowLock(graph.StrengthFor(group, target.Name), ["t"]),
            });
        }).Bind(children);

    /// <summary>Locks records that come to be linked against changes. The values are their ids.</summary>
    public static Npgsql.NpgsqlBatchCommand LockLinked(RollupGraph graph, RollupGroup group, string schema, Guid[] children) =>
        graph.Template($"linked {schema} {group.Key}", () =>
        {
            SqlExpression id = Column("t", group.Child.Id.Columns[0].Name);
            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(id)],
                From = new SqlTableSource(new SqlTable(schema, group.Child.Object.Table), "t"),
                Where = id.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
                OrderBy = [new SqlOrder(id)],
                Lock = new SqlRowLock(graph.StrengthFor(group, group.Child.Object.Name), ["t"]),
            });
        }).Bind(children);

    private SqlTable Table => new(schema, group.Owner.Object.Table);

    private SqlTableSource OwnerTable => new(Table, Parent);

    private SqlQuery Union(bool adds)
    {
        List<SqlQuery> members = [];
        int first = 0;
        foreach (ParentSource source in sources)
        {
            members.Add(source.Query(first, adds));
            first += source.Values.Count;
        }

        return members.Count == 1 ? members[0] : new SqlUnion(members);
    }

    private static ObjectModel Target(TenantModel model, ObjectModel owner, string field) =>
        model.Object(Metadata.Fields.FieldTraits.Targets(owner.Field(field).Type)[0]);

    private static string Name(int part) => string.Create(CultureInfo.InvariantCulture, $"a{part}");
}
