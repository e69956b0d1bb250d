using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>What the pipeline needs to know of an object, worked out once for each instance of its model.</summary>
internal sealed class RecordLayout
{
    /// <summary>Name of the object of uploaded files.</summary>
    public const string FileObject = "File";

    private static readonly ConditionalWeakTable<ObjectModel, RecordLayout> Layouts = [];
    private const int MaxTemplates = 1_000;
    private readonly ConcurrentDictionary<string, StatementTemplate> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldSlot> _byName;

    private RecordLayout(ObjectModel model)
    {
        Object = model;
        Fields = [.. model.Fields.Select(Slot)];
        _byName = Fields.ToDictionary(f => f.Field.Name, StringComparer.Ordinal);
        Id = this[SystemFields.Id];
        Version = this[SystemFields.Version];
        CreatedAt = this[SystemFields.CreatedAt];
        CreatedBy = this[SystemFields.CreatedBy];
        UpdatedAt = this[SystemFields.UpdatedAt];
        UpdatedBy = this[SystemFields.UpdatedBy];
        Owner = this[SystemFields.Owner];
        DeletedAt = this[SystemFields.DeletedAt];
        References = [.. Fields.Where(f => f != CreatedBy && f != UpdatedBy).Select(Reference).OfType<ReferenceSlot>()];
        Links = [.. Fields.Where(f => f.IsLinks)];
        AutoNumbers = [.. Fields.Where(f => f.Field.Type is AutoNumberType)];
        Stored = [.. Fields.Where(f => f.Columns.Count > 0)];
        MasterReference = model.MasterField is { } master ? References.First(r => r.Slot.Field.Name == master) : null;
        HasOwner = model.Ownership == Ownership.User && model.MasterField is null;
    }

    /// <summary>The object.</summary>
    public ObjectModel Object { get; }

    /// <summary>Every field in model order; a field's index is its ordinal.</summary>
    public IReadOnlyList<FieldSlot> Fields { get; }

    /// <summary>Fields that have columns.</summary>
    public IReadOnlyList<FieldSlot> Stored { get; }

    /// <summary>Fields that refer to records, stamps apart.</summary>
    public IReadOnlyList<ReferenceSlot> References { get; }

    /// <summary>Many-to-many fields.</summary>
    public IReadOnlyList<FieldSlot> Links { get; }

    /// <summary>Fields numbered by the platform.</summary>
    public IReadOnlyList<FieldSlot> AutoNumbers { get; }

    /// <summary>The reference to the master that governs access; null for an object of its own.</summary>
    public ReferenceSlot? MasterReference { get; }

    /// <summary>Each record has an owner of its own.</summary>
    public bool HasOwner { get; }

    /// <summary>System field <c>id</c>.</summary>
    public FieldSlot Id { get; }

    /// <summary>System field <c>version</c>.</summary>
    public FieldSlot Version { get; }

    /// <summary>System field <c>createdAt</c>.</summary>
    public FieldSlot CreatedAt { get; }

    /// <summary>System field <c>createdBy</c>.</summary>
    public FieldSlot CreatedBy { get; }

    /// <summary>System field <c>updatedAt</c>.</summary>
    public FieldSlot UpdatedAt { get; }

    /// <summary>System field <c>updatedBy</c>.</summary>
    public FieldSlot UpdatedBy { get; }

    /// <summary>System field <c>owner</c>.</summary>
    public FieldSlot Owner { get; }

    /// <summary>System field <c>deletedAt</c>.</summary>
    public FieldSlot DeletedAt { get; }

    /// <summary>The statement of that key, printed at first use.</summary>
    public StatementTemplate Template(string key, Func<StatementTemplate> print)
    {
        if (_templates.TryGetValue(key, out StatementTemplate? known)) return known;
        // The platform's own objects may be shared by the models of many tenants: start over rather than keep a set for each.
        if (_templates.Count >= MaxTemplates) _templates.Clear();
        return _templates.GetOrAdd(key, print());
    }

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; for names that come from the model itself.</exception>
    public FieldSlot this[string name] => _byName[name];

    /// <summary>The layout of an object.</summary>
    public static RecordLayout Of(ObjectModel model) => Layouts.GetValue(model, m => new RecordLayout(m));

    /// <summary>Looks a field up by a name from outside.</summary>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FieldSlot? slot) => _byName.TryGetValue(name, out slot);

    private static FieldSlot Slot(FieldModel field, int ordinal)
    {
        ValueCodec codec = ValueCodec.For(field.Type);
        object? constant = field.Default is { } json ? codec.ReadInput(json.ToElement()).Value : null;
        if (field.Type is CheckboxType) constant ??= false;

        // As the column has it: what conditions of a new record see.
        if (field.Rollup is { StartsAtZero: true }) constant = codec.ReadInput(Nought(field.Type).ToElement()).Value;
        return new FieldSlot(field, ordinal, codec, [.. field.Columns.Select(c => new ColumnSlot(c.Name, SqlType.Of(c.Type)))], constant);
    }

    private static JsonText Nought(FieldType type) => new(type is DurationType ? "\"PT0S\"" : "0");

    private static ReferenceSlot? Reference(FieldSlot slot) => slot.Field.Type switch
    {
        LookupType t => new ReferenceSlot(slot, [t.Target]),
        MasterDetailType t => new ReferenceSlot(slot, [t.Target]),
        PolymorphicLookupType t => new ReferenceSlot(slot, [.. t.Targets]),
        ManyToManyType t => new ReferenceSlot(slot, [t.Target]),
        FileType or ImageType => new ReferenceSlot(slot, [FileObject]),
        _ => null,
    };
}
