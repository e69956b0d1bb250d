using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Planning;
using Platform.Metadata.Tables;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>What analyzers look at, and the answers that they share.</summary>
public sealed class HazardContext
{
    private readonly Dictionary<(string ObjectId, string FieldId), ModelChange> _fieldChanges = [];
    private readonly Dictionary<(string ObjectId, string FieldId), ModelChange> _restored = [];
    private readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal);

    /// <summary>A context for the changes of one plan.</summary>
    /// <param name="storage">The plan's storage.</param>
    /// <param name="usersOf">What uses a field (object id, field id), as readable texts; from the dependency graph.</param>
    public HazardContext(StorageContext storage, Func<string, string, IReadOnlyList<string>>? usersOf = null)
    {
        Storage = storage;
        UsersOf = usersOf ?? ((_, _) => []);
        Conversion = new ValueConversion(storage.Schema, storage.From.Model, storage.To.Model) { Tables = _tables };
        foreach (ModelChange change in storage.Changes)
        {
            if (change is RestoreObject restored) _tables[restored.Object.Id] = restored.Entry.Table;
            if (FieldOf(change) is { } key) (change is RestoreField or RevertField ? _restored : _fieldChanges)[key] = change;
        }
    }

    /// <summary>The plan's storage.</summary>
    public StorageContext Storage { get; }

    /// <summary>What uses a field, as readable texts.</summary>
    public Func<string, string, IReadOnlyList<string>> UsersOf { get; }

    /// <summary>Converts values.</summary>
    public ValueConversion Conversion { get; }

    /// <summary>The table of an object as it is called now, before the plan.</summary>
    public SqlTable TableOf(ObjectModel owner) => new(Storage.Schema, TableNameOf(owner));

    /// <summary>Name of the table of an object as it is called now.</summary>
    public string TableNameOf(ObjectModel owner) => _tables.GetValueOrDefault(owner.Id, owner.Table);

    /// <summary>True when the object has no table yet: nothing in it can be at hazard.</summary>
    public bool IsNew(ObjectModel owner) =>
        Storage.From.Model.Objects.All(o => o.Id != owner.Id) && !_tables.ContainsKey(owner.Id);

    /// <summary>The columns of a field that is in use.</summary>
    public static IReadOnlyList<SqlExpression> InUse(FieldModel field) => [.. field.Columns.Select(c => HazardQuery.Column(c.Name))];

    /// <summary>
    /// The columns of a field before anything of the plan but what it restores: as they can be read now, under their own names or those under
    /// which they are set aside.
    /// </summary>
    public IReadOnlyList<SqlExpression> Present(ObjectModel owner, FieldModel field) => _restored.GetValueOrDefault((owner.Id, field.Id)) switch
    {
        RestoreField r => [.. SetAsideEntry.ColumnsOf(r.Field, r.Entries).Select(HazardQuery.Column)],
        RevertField r => RevertedValue.Of(Conversion, r, r.LiveColumns, r.KeptColumns),
        _ => InUse(field),
    };

    /// <summary>The link table of a many-to-many field as it is called now.</summary>
    public SqlTable LinksOf(ObjectModel owner, FieldModel field)
    {
        EquatableArray<SetAsideEntry> entries = _restored.GetValueOrDefault((owner.Id, field.Id)) switch
        {
            RestoreField r => r.Entries,
            RevertField { Returns: true } r => r.Chain[0].Entries,
            _ => [],
        };
        return new SqlTable(Storage.Schema, entries.FirstOrDefault(e => e.Kind == SetAsideKind.Links)?.Table ?? field.LinkTable!);
    }

    /// <summary>
    /// What the columns of a field will hold, as expressions over the table as it is now: the present columns, the constant that a new
    /// field is filled with, or converted values.
    /// </summary>
    public IReadOnlyList<SqlExpression> Future(ObjectModel owner, FieldModel field) =>
        _fieldChanges.GetValueOrDefault((owner.Id, field.Id)) switch
        {
            AddField => [.. TableMapping.ColumnsOf(field).Select(c => Filling(field, c))],
            RetypeField { Effect: StorageEffect.Convert } r => Conversion.Convert(r.From, r.To, Present(owner, r.From)),
            ChangeNumericPrecision { Effect: StorageEffect.Convert } r => Conversion.Convert(r.From, r.To, Present(owner, r.From)),
            ChangeLookupTarget r => Conversion.Convert(r.From, r.To, Present(owner, r.From)),
            _ => Present(owner, field),
        };

    /// <summary>What SQL of expressions needs to know.</summary>
    /// <param name="model">The model of the expressions.</param>
    /// <param name="prefix">Begins the aliases, for statements that hold expressions of two models.</param>
    public LoweringEnvironment Environment(TenantModel model, string prefix = "a")
    {
        int aliases = 0;
        return new LoweringEnvironment(Storage.Schema, model.Object)
        {
            NextAlias = () => prefix + (aliases++).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Makes a probe over rows of an object's table.</summary>
    public HazardProbe Probe(
        string code, HazardSeverity severity, int change, ObjectModel owner, SqlExpression where, SqlExpression? value,
        Func<long, LocalizedText> message) =>
        new(code, severity, change, HazardQuery.CountAndSample(TableOf(owner), where, value), message);

    private static SqlExpression Filling(FieldModel field, TableColumn column) =>
        column.Default is { } constant && (column.NotNull || field.Required) ? constant.ToSql() : SqlExpression.Null;

    private static (string, string)? FieldOf(ModelChange change) => change switch
    {
        AddField c => (c.Object.Id, c.Field.Id),
        RetypeField c => (c.Object.Id, c.To.Id),
        ChangeNumericPrecision c => (c.Object.Id, c.To.Id),
        ChangeLookupTarget c => (c.Object.Id, c.To.Id),
        RestoreField c => (c.Object.Id, c.Field.Id),
        RevertField c => (c.Object.Id, c.To.Id),
        _ => null,
    };
}
