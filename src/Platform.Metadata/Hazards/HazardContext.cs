using Platform.Metadata.Changes;
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
    private readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal);

    /// <summary>A context for the changes of one plan.</summary>
    /// <param name="storage">The plan's storage.</param>
    /// <param name="usersOf">What uses a field (object id, field id), as readable texts; from the dependency graph.</param>
    public HazardContext(StorageContext storage, Func<string, string, IReadOnlyList<string>>? usersOf = null)
    {
        Storage = storage;
        UsersOf = usersOf ?? ((_, _) => []);
        Conversion = new ValueConversion(storage.Schema, storage.From.Model);
        foreach (ModelChange change in storage.Changes)
        {
            if (change is RestoreObject restored) _tables[restored.Object.Id] = restored.Entry.Table;
            if (FieldOf(change) is { } key) _fieldChanges[key] = change;
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

    /// <summary>The columns of a field as they can be read now; empty for one that has no columns yet.</summary>
    public static IReadOnlyList<SqlExpression> Present(FieldModel field) => [.. field.Columns.Select(c => HazardQuery.Column(c.Name))];

    /// <summary>
    /// What the columns of a field will hold, as expressions over the table as it is now: the present columns, the constant that a new
    /// field is filled with, converted values, or set-aside columns that come back.
    /// </summary>
    public IReadOnlyList<SqlExpression> Future(ObjectModel owner, FieldModel field) =>
        _fieldChanges.GetValueOrDefault((owner.Id, field.Id)) switch
        {
            AddField => [.. TableMapping.ColumnsOf(field).Select(c => Filling(field, c))],
            RetypeField { Effect: StorageEffect.Convert } r => Conversion.Convert(r.From, r.To, Present(r.From)),
            ChangeNumericPrecision { Effect: StorageEffect.Convert } r => Conversion.Convert(r.From, r.To, Present(r.From)),
            ChangeLookupTarget r => Conversion.Convert(r.From, r.To, Present(r.From)),
            RestoreField r => [.. r.Entries.Where(e => e.Column is not null).Select(e => HazardQuery.Column(e.Column!))],
            RevertField { From.Columns.Count: 1 } r when r.Chain[0].Field.Columns.Count == 1 =>
                [RevertedValue.Of(Conversion, r, r.From.Column.Name, r.Chain[0].Entries[0].Column)],
            RevertField r => [.. r.Chain[0].Entries.Where(e => e.Column is not null).Select(e => HazardQuery.Column(e.Column!))],
            _ => Present(field),
        };

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
