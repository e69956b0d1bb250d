using Platform.Metadata.Changes;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>Collects the steps of one plan; the vocabulary that <see cref="StoragePlanner"/> is written in.</summary>
internal sealed class StorageSteps(StorageContext context)
{
    /// <summary>Alias of the table whose rows a step changes.</summary>
    public const string Row = "r";

    private readonly List<PlanStep> _steps = [];

    // Tables that this plan brought back: what is set aside in them is described by the model that described them.
    private readonly Dictionary<string, long> _described = [];
    private readonly HashSet<(string Table, string Key)> _keys = [];
    private readonly HashSet<(string Table, string Name)> _asideNames = [];

    /// <summary>Index of the change that steps are added for.</summary>
    public int Change { get; set; }

    /// <summary>The steps in the order in which they run.</summary>
    /// <remarks>
    /// What is released, set aside and restored runs in the order of the changes: a restored column needs the name that a present one gives up,
    /// and a restored table its name before anything in it is touched.
    /// </remarks>
    public IEnumerable<PlanStep> InOrder => _steps.OrderBy(s => s.Stage <= PlanStage.Restore ? PlanStage.Restore : s.Stage);

    public SqlTable Table(string name) => new(context.Schema, name);

    public void Define(PlanStage stage, SqlDefinition definition) => _steps.Add(new PlanStep(Change, stage, definition, null));

    public void Rows(PlanStage stage, SqlStatement statement) => _steps.Add(new PlanStep(Change, stage, null, statement));

    /// <summary>A set-aside name that no other step of the plan uses for that table, or for a table when it is empty.</summary>
    private string AsideName(string table, string name)
    {
        string aside = ConstraintNames.SetAside(context.Revision, name);
        for (int i = 2; !_asideNames.Add((table, aside)); i++)
        {
            aside = ConstraintNames.SetAside(context.Revision, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i}_{name}"));
        }

        return aside;
    }

    public static SqlColumnDefinition Column(TableColumn column, bool notNull, bool withDefault) =>
        new(column.Name, SqlColumnType.Of(column.Type), notNull, withDefault ? column.Default?.ToSql() : null);

    public SqlForeignKey Key(ForeignKeyDefinition key) => new(key.Name, key.Column, Table(key.Target), "id", key.OnDelete);

    /// <summary>Makes an index: at once on a small table, in the background on a large one.</summary>
    public void CreateIndex(string table, IndexDefinition index, string liveColumn, bool isNew = false)
    {
        bool background = !isNew && context.IsLarge(table);
        Define(
            background ? PlanStage.Background : PlanStage.Index,
            new CreateIndex(Table(table), index.ToSql(liveColumn), Concurrently: background));
    }

    /// <summary>Puts a foreign key in force: with a check of the rows on a small table, checked in the background on a large one.</summary>
    public void AddForeignKey(string table, ForeignKeyDefinition key)
    {
        if (!_keys.Add((table, key.Name))) return;
        bool background = context.IsLarge(table);
        Define(PlanStage.Constrain, new AddForeignKey(Table(table), Key(key), NotValid: background));
        if (background) Define(PlanStage.Background, new ValidateConstraint(Table(table), key.Name));
    }

    /// <summary>
    /// Puts NOT NULL in force. Where blank rows remain, only new and changed rows are held to it, by a check that is not validated.
    /// </summary>
    public void SetNotNull(string table, string column)
    {
        if (context.Blank.Contains((table, column)))
        {
            Define(PlanStage.Constrain, new AddNotNullCheck(Table(table), ConstraintNames.NotNullCheck(table, column), column));
            return;
        }

        Define(PlanStage.Constrain, new SetColumnNotNull(Table(table), column, NotNull: true));
    }

    public void DropNotNull(string table, string column)
    {
        Define(PlanStage.Release, new SetColumnNotNull(Table(table), column, NotNull: false));
        Define(PlanStage.Release, new DropConstraint(Table(table), ConstraintNames.NotNullCheck(table, column)));
    }

    /// <summary>Sets a column aside, free of all constraints.</summary>
    public string SetColumnAside(string table, TableColumn column, SetAsideReason reason, string objectId, string fieldId)
    {
        if (column.NotNull) DropNotNull(table, column.Name);
        if (column.Default is not null) Define(PlanStage.Release, new SetColumnDefault(Table(table), column.Name, null));
        string aside = AsideName(table, column.Name);
        Define(PlanStage.SetAside, new RenameColumn(Table(table), column.Name, aside));
        Register(PlanStage.SetAside, SetAsideKind.Column, reason, objectId, fieldId, table, table, aside, column.Name);
        return aside;
    }

    /// <summary>Sets a table aside, free of indexes, its foreign keys being dropped already; its columns stay as they are.</summary>
    /// <param name="table">The table.</param>
    /// <param name="reason">Why.</param>
    /// <param name="objectId">The object.</param>
    /// <param name="fieldId">The many-to-many field whose links the table holds; null for the object's own table.</param>
    /// <param name="owner">Name of the object's table, for links.</param>
    /// <returns>The name of the table from now on.</returns>
    public string SetTableAside(TableDefinition table, SetAsideReason reason, string objectId, string? fieldId = null, string owner = "")
    {
        foreach (IndexDefinition index in table.Indexes) Define(PlanStage.Release, new Platform.Sql.Definition.DropIndex(Table(index.Name), Concurrently: false));
        string aside = AsideName("", table.Name);
        Define(PlanStage.SetAside, new RenameConstraint(Table(table.Name), table.PrimaryKeyName, ConstraintNames.PrimaryKey(aside)));
        Define(PlanStage.SetAside, new RenameTable(Table(table.Name), aside));
        if (fieldId is null) Rows(PlanStage.SetAside, SetAsideRegister.Follow(context.Schema, table.Name, aside));
        Register(
            PlanStage.SetAside, fieldId is null ? SetAsideKind.Table : SetAsideKind.Links, reason, objectId, fieldId, owner, aside, null, table.Name);
        return aside;
    }

    /// <summary>Gives a set-aside table its name back.</summary>
    public void RestoreTable(SetAsideEntry entry)
    {
        Define(PlanStage.Restore, new RenameTable(Table(entry.Table), entry.Original));
        Define(PlanStage.Restore, new RenameConstraint(
            Table(entry.Original), ConstraintNames.PrimaryKey(entry.Table), ConstraintNames.PrimaryKey(entry.Original)));
        Rows(PlanStage.Restore, SetAsideRegister.Restore(context.Schema, entry, context.Revision));
        if (entry.Kind != SetAsideKind.Table) return;
        _described[entry.Original] = entry.Described;
        Rows(PlanStage.Restore, SetAsideRegister.Follow(context.Schema, entry.Table, entry.Original));
    }

    /// <summary>Gives a set-aside column its name back.</summary>
    public void RestoreColumn(string table, SetAsideEntry entry)
    {
        Define(PlanStage.Restore, new RenameColumn(Table(table), entry.Column!, entry.Original));

        // Where the table came back too, the register has followed its name.
        Rows(PlanStage.Restore, SetAsideRegister.Restore(context.Schema, entry with { Table = table }, context.Revision));
    }

    /// <summary>Notes that what a field held when it went is converted into what takes its place.</summary>
    public void Take(string table, SetAsideEntry entry) => Rows(
        PlanStage.Restore,
        SetAsideRegister.Take(context.Schema, entry.Kind == SetAsideKind.Links ? entry : entry with { Table = table }, context.Revision));

    /// <summary>Adds a column for a copy of what takes the place of retyped values.</summary>
    /// <returns>Its name.</returns>
    public string AddSuccessor(string table, TableColumn column, bool filled, string objectId, string fieldId)
    {
        string copy = AsideName(table, $"by_{column.Name}");
        Define(PlanStage.Create, new AddColumn(
            Table(table), new SqlColumnDefinition(copy, SqlColumnType.Of(column.Type), NotNull: false, filled ? column.Default?.ToSql() : null)));
        if (filled) Define(PlanStage.Constrain, new SetColumnDefault(Table(table), copy, null));
        Register(PlanStage.Create, SetAsideKind.Successor, SetAsideReason.Retype, objectId, fieldId, table, table, copy, column.Name);
        return copy;
    }

    private void Register(
        PlanStage stage, SetAsideKind kind, SetAsideReason reason, string objectId, string? fieldId, string owner, string table, string? column, string original) =>
        Rows(stage, SetAsideRegister.Add(context.Schema, new SetAsideEntry(
            context.Revision, _described.GetValueOrDefault(owner.Length > 0 ? owner : original, context.Revision - 1), kind, reason, objectId, fieldId, owner,
            table, column, original)));

    /// <summary>
    /// What a foreign key would have done while it was away: references to records that are gone for good become blank; rows that
    /// could not live without them go too, but never out of a table that stayed in use.
    /// </summary>
    public void ApplyMissedDeletes(string table, ForeignKeyDefinition key, bool wholeRow)
    {
        if (!wholeRow || key.OnDelete != SqlDeleteAction.Cascade) ClearOrphans(table, key.Column, key.Target);
        else Rows(PlanStage.Fill, new SqlDelete { Table = Table(table), Alias = Row, Where = Orphaned(key.Column, key.Target) });
    }

    /// <summary>References to records that are gone for good become blank.</summary>
    /// <param name="table">The referring table.</param>
    /// <param name="column">The referring column.</param>
    /// <param name="target">The referred table.</param>
    public void ClearOrphans(string table, string column, string target) => Rows(PlanStage.Fill, new SqlUpdate
    {
        Table = Table(table),
        Alias = Row,
        Set = [new SqlAssignment(column, SqlExpression.Null)],
        Where = Orphaned(column, target),
    });

    private SqlExpression Orphaned(string column, string target)
    {
        SqlExpression reference = SqlExpression.Column(Row, column);
        return SqlExpression.And(reference.IsNotNull(), SqlExpression.Not(SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(Table(target), "m"),
            Where = SqlExpression.Column("m", "id").EqualTo(reference),
        })));
    }

    public static string LiveColumn(ObjectModel owner) => owner.Field(SystemFields.DeletedAt).Column.Name;
}
