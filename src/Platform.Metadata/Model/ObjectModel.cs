using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>An object as the engines see it: every field (system fields first, then document order), relations both ways, storage names.</summary>
public sealed record ObjectModel
{
    private readonly FrozenDictionary<string, FieldModel> _fields = FrozenDictionary<string, FieldModel>.Empty;
    private readonly EquatableArray<FieldModel> _fieldList;

    /// <summary>Stable identifier of the object document.</summary>
    public required string Id { get; init; }

    /// <summary>Name, also the GraphQL type name: <c>Opportunity</c>.</summary>
    public required string Name { get; init; }

    /// <summary>API name of one record, lower camel case: <c>opportunity</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>API name of many: <c>opportunities</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Table name in the tenant's schema, from the stable id; unquoted.</summary>
    public required string Table { get; init; }

    /// <summary>Label.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Plural label.</summary>
    public required LocalizedText PluralLabel { get; init; }

    /// <summary>Description or null.</summary>
    public LocalizedText? Description { get; init; }

    /// <summary>Icon key or null.</summary>
    public string? Icon { get; init; }

    /// <summary>Package that owns the object, or null.</summary>
    public string? Package { get; init; }

    /// <summary>True for the platform's own objects (User, Role, Team, File …), described by built-in documents.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Who owns records; a detail takes its master's.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Name of the field that names a record.</summary>
    public required string NameField { get; init; }

    /// <summary>Name of the master-detail field whose target governs access here; null for an object of its own.</summary>
    public string? MasterField { get; init; }

    /// <summary>Fields: system fields first (<see cref="SystemFields"/>), then as in the documents.</summary>
    public required EquatableArray<FieldModel> Fields
    {
        get => _fieldList;
        init
        {
            _fieldList = value;
            _fields = value.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>To-many relations that point here: inverses of lookups, master-details and many-to-manys of other objects.</summary>
    public EquatableArray<RelationModel> Relations { get; init; }

    /// <summary>Indexes, those of unique and indexed fields included.</summary>
    public EquatableArray<IndexModel> Indexes { get; init; }

    /// <summary>Names of the fields that <c>search:</c> looks in.</summary>
    public EquatableArray<string> SearchFields { get; init; }

    /// <summary>Validation rules, those of extensions after the object's own.</summary>
    public EquatableArray<RuleModel> Rules { get; init; }

    /// <summary>Kinds of records; with any, there is the field <see cref="SystemFields.RecordType"/>.</summary>
    public EquatableArray<RecordTypeModel> RecordTypes { get; init; }

    /// <summary>Changes are kept in the record's history.</summary>
    public bool TrackHistory { get; init; }

    /// <summary>What callers may write at most; permission sets hold it already.</summary>
    public RecordWrites Writes { get; init; }

    /// <summary>Pipelines of the object, in the order in which their conditions are tried; they have the same stage field.</summary>
    public EquatableArray<PipelineModel> Pipelines { get; init; }

    /// <summary>The pipeline of that name, or null.</summary>
    public PipelineModel? Pipeline(string? name) => name is null ? null : Pipelines.FirstOrDefault(p => p.Name == name);

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; for names that come from the model itself.</exception>
    public FieldModel Field(string name) => _fields[name];

    /// <summary>Looks a field up by a name from outside.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out FieldModel? field) => _fields.TryGetValue(name, out field);

    /// <summary>Value equality over the described parts (the look-up table follows from <see cref="Fields"/>).</summary>
    public bool Equals(ObjectModel? other) =>
        ReferenceEquals(this, other) || (other is not null
            && Id == other.Id && Name == other.Name && Singular == other.Singular && Plural == other.Plural && Table == other.Table
            && Label == other.Label && PluralLabel == other.PluralLabel && Description == other.Description && Icon == other.Icon
            && Package == other.Package && IsSystem == other.IsSystem && Ownership == other.Ownership && NameField == other.NameField
            && MasterField == other.MasterField && Fields == other.Fields && Relations == other.Relations && Indexes == other.Indexes
            && SearchFields == other.SearchFields && Rules == other.Rules && RecordTypes == other.RecordTypes && TrackHistory == other.TrackHistory
            && Writes == other.Writes && Pipelines == other.Pipelines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Fields.Count);
}
