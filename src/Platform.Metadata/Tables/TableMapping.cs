using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Storage;
using Platform.Sql.Definition;

namespace Platform.Metadata.Tables;

/// <summary>From objects to the tables that hold their records. Pure: the same model always gives the same tables.</summary>
public static class TableMapping
{
    /// <summary>Every table of a model: one per object and one per many-to-many field, ordered by name.</summary>
    public static EquatableArray<TableDefinition> TablesOf(TenantModel model) =>
        model.Objects
            .SelectMany(o => o.Fields.Where(f => f.LinkTable is not null).Select(f => LinkTableOf(model, o, f)).Prepend(TableOf(model, o)))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The table of an object.</summary>
    public static TableDefinition TableOf(TenantModel model, ObjectModel owner) => new()
    {
        Name = owner.Table,
        Columns = owner.Fields.SelectMany(ColumnsOf).ToEquatableArray(),
        PrimaryKey = [owner.Field(SystemFields.Id).Column.Name],
        ForeignKeys = owner.Fields
            .Select(f => ForeignKeyOf(model, owner, f)).OfType<ForeignKeyDefinition>()
            .OrderBy(k => k.Name, StringComparer.Ordinal).ToEquatableArray(),
        Indexes = owner.Indexes.Select(i => IndexOf(owner, i)).OrderBy(i => i.Name, StringComparer.Ordinal).ToEquatableArray(),
    };

    /// <summary>The link table of a many-to-many field.</summary>
    public static TableDefinition LinkTableOf(TenantModel model, ObjectModel owner, FieldModel field)
    {
        string table = field.LinkTable ?? throw new ArgumentException($"Field '{field.Name}' has no link table.", nameof(field));

        // A field of an earlier revision may name its target as it was called then; the names of keys do not depend on it.
        string target = model.TryGetObject(((ManyToManyType)field.Type).Target, out ObjectModel? referred) ? referred.Table : string.Empty;
        return new TableDefinition
        {
            Name = table,
            Columns = [new(StorageNames.LinkSource, "uuid", true, null), new(StorageNames.LinkTarget, "uuid", true, null)],
            PrimaryKey = [StorageNames.LinkSource, StorageNames.LinkTarget],
            ForeignKeys =
            [
                LinkKey(table, StorageNames.LinkSource, owner.Table),
                LinkKey(table, StorageNames.LinkTarget, target),
            ],
            Indexes =
            [
                new(ConstraintNames.LinkIndex(table), SqlIndexMethod.Btree,
                    [new(StorageNames.LinkTarget), new(StorageNames.LinkSource)], Unique: false),
            ],
        };
    }

    /// <summary>The columns of a field.</summary>
    public static IEnumerable<TableColumn> ColumnsOf(FieldModel field) => field.Rollup is { } rollup ? ColumnsOf(field, rollup) : field.Columns.Select(c =>
        new TableColumn(c.Name, c.Type, c.NotNull, field.Columns.Count == 1 ? ColumnDefault.Of(field.Type, field.Default, c.Type) : null));

    // A new record has no related ones yet. In the rows that are there already the columns are blank until they are filled.
    private static IEnumerable<TableColumn> ColumnsOf(FieldModel field, RollupModel rollup) =>
        [
            .. field.Columns.Select(c => new TableColumn(c.Name, c.Type, false, rollup.StartsAtZero ? ColumnDefault.Zero(c.Type) : null)),
            .. rollup.State.Select(c => new TableColumn(c.Name, c.Type, false, ColumnDefault.Zero(c.Type))),
        ];

    /// <summary>
    /// The foreign key of a reference to one object, or null for a field without one. The stamps <c>createdBy</c> and <c>updatedBy</c>, and who made an
    /// entry of history, have none: they say who it was even after that user is purged, and every write would lock the user's row. Nor has the owner, of which the same is true of
    /// every record: the purge of a user empties it (decision 0082).
    /// </summary>
    public static ForeignKeyDefinition? ForeignKeyOf(TenantModel model, ObjectModel owner, FieldModel field)
    {
        if (ForeignKeyNameOf(owner, field) is not { } key) return null;
        (string name, SqlDeleteAction onDelete) = ReferenceOf(field.Type)!.Value;
        return model.TryGetObject(name, out ObjectModel? target)
            ? new ForeignKeyDefinition(key, field.Column.Name, target.Table, onDelete)
            : null;
    }

    /// <summary>The name of the foreign key that a field has or had, whatever it points to; null for a field that never has one.</summary>
    public static string? ForeignKeyNameOf(ObjectModel owner, FieldModel field) =>
        ReferenceOf(field.Type) is null || IsStamp(owner, field) || IsOwner(field)
            ? null
            : ConstraintNames.ForeignKey(owner.Table, field.Column.Name);

    /// <summary>Whether a field is the owner of a record.</summary>
    public static bool IsOwner(FieldModel field) => field is { IsSystem: true, Name: SystemFields.Owner };

    private static bool IsStamp(ObjectModel owner, FieldModel field) =>
        (field.IsSystem && field.Name is SystemFields.CreatedBy or SystemFields.UpdatedBy)
        || (owner is { IsSystem: true, Name: HistoryFields.ObjectName } && field.Name == HistoryFields.By);

    /// <summary>The storage of an index.</summary>
    public static IndexDefinition IndexOf(ObjectModel owner, IndexModel index)
    {
        List<SqlIndexKey> keys = [.. index.Fields.Select(owner.Field).SelectMany(f => KeysOf(owner, f, index))];
        string id = owner.Field(SystemFields.Id).Column.Name;

        // Lists are ordered by the key and then by id: with the id as its last key the index gives that order without a sort.
        if (!index.Unique && index.Method is (IndexMethod.Btree or IndexMethod.RecycleBin) && keys.All(k => k.Column != id)) keys.Add(new SqlIndexKey(id));
        return new IndexDefinition(index.Name, MethodOf(index.Method), keys.ToEquatableArray(), index.Unique, RowsOf(owner, index));
    }

    /// <summary>
    /// Names under which former versions made a second index of a reference for which a listed one serves now (decision 0098), each with the name of the listed one. They need not stand, and another object may
    /// want one of them.
    /// </summary>
    public static IEnumerable<(string Listed, string Former)> FormerIndexesOf(ObjectModel owner) =>
        from listed in owner.Indexes
        where listed is { WithDeleted: true, Unique: false }
        let field = owner.Field(listed.Fields[0])
        where field.Type.RefersToRecord() && field is { IsSystem: false, Unique: false }
        select (listed.Name, StorageNames.Index("ix", owner.Table, field.ReadColumns.Select(c => c.Name)));

    /// <summary>
    /// Lists and counts are of live rows, and an index of live rows alone answers them by itself (decision 0033). The index of one reference covers all rows:
    /// the database and the purge look there for what refers to a record that goes, in the recycle bin too. So does one whose document says it.
    /// </summary>
    private static SqlIndexRows RowsOf(ObjectModel owner, IndexModel index)
    {
        if (index.Method == IndexMethod.RecycleBin) return SqlIndexRows.Deleted;
        if (index.Method != IndexMethod.Btree) return SqlIndexRows.All;
        bool isReference = index.Fields is [{ } only] && only != SystemFields.Owner && owner.Field(only).Type.RefersToRecord();
        return (isReference || index.WithDeleted) && !index.Unique ? SqlIndexRows.All : SqlIndexRows.Live;
    }

    private static (string Target, SqlDeleteAction OnDelete)? ReferenceOf(FieldType type) => type switch
    {
        LookupType lookup => (lookup.Target, lookup.OnDelete switch
        {
            OnDelete.Clear => SqlDeleteAction.SetNull,
            OnDelete.Restrict => SqlDeleteAction.NoAction,
            OnDelete.Cascade => SqlDeleteAction.Cascade,
            _ => throw new System.Diagnostics.UnreachableException(),
        }),
        MasterDetailType detail => (detail.Target, SqlDeleteAction.Cascade),
        FileType or ImageType => ("File", SqlDeleteAction.SetNull),
        _ => null,
    };

    private static IEnumerable<SqlIndexKey> KeysOf(ObjectModel owner, FieldModel field, IndexModel index) => field.Formula is not null
        ? [new SqlIndexKey(field.Column.Name) { Expression = IndexableFormulas.Key(owner, field) }]
        : field.Columns.Select(c => new SqlIndexKey(c.Name, index.Method switch
        {
            IndexMethod.MatchExact => SqlKeyForm.Lower,
            IndexMethod.MatchText or IndexMethod.MatchSimilar => SqlKeyForm.MatchText,
            IndexMethod.MatchPhone => SqlKeyForm.MatchPhone,
            _ => c.Type == "text" && index.Folds(field.Type) ? SqlKeyForm.Lower : SqlKeyForm.Plain,
        }));

    private static ForeignKeyDefinition LinkKey(string table, string column, string target) =>
        new(ConstraintNames.ForeignKey(table, column), column, target, SqlDeleteAction.Cascade);

    private static SqlIndexMethod MethodOf(IndexMethod method) => method switch
    {
        IndexMethod.Btree => SqlIndexMethod.Btree,
        IndexMethod.RecycleBin => SqlIndexMethod.Btree,
        IndexMethod.ArrayGin => SqlIndexMethod.Gin,
        IndexMethod.Search or IndexMethod.MatchSimilar => SqlIndexMethod.GinSearch,
        IndexMethod.MatchExact or IndexMethod.MatchText or IndexMethod.MatchPhone => SqlIndexMethod.Btree,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
