using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Model;

/// <summary>A field as the engines see it.</summary>
public sealed record FieldModel
{
    /// <summary>Stable identifier within the object.</summary>
    public required string Id { get; init; }

    /// <summary>Name, also the GraphQL field name.</summary>
    public required string Name { get; init; }

    /// <summary>Label.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Help or null.</summary>
    public LocalizedText? Help { get; init; }

    /// <summary>What it holds, picklists resolved (<see cref="PicklistSource.Values"/> filled even when global).</summary>
    public required FieldType Type { get; init; }

    /// <summary>
    /// Columns in the object's table, from the stable id: one for most types; five for an address (street, city, state, postal_code,
    /// country), two for a geolocation (latitude, longitude) and a polymorphic lookup (type, id); none for many-to-many and formulas.
    /// </summary>
    public required EquatableArray<ColumnModel> Columns { get; init; }

    /// <summary>Link table of a many-to-many field (columns <c>source_id</c>, <c>target_id</c>), else null.</summary>
    public string? LinkTable { get; init; }

    /// <summary>The formula of a computed field, which has no <see cref="Columns"/>; null for a stored one.</summary>
    public FormulaModel? Formula { get; init; }

    /// <summary>How a stored field follows from the records of a list, kept exact by every write; null for another field.</summary>
    public RollupModel? Rollup { get; init; }

    /// <summary>Name of the hook that computes the value of a stored field at every save; null for another field.</summary>
    public string? ComputedBy { get; init; }

    /// <summary>A value must be given.</summary>
    public bool Required { get; init; }

    /// <summary>No two live records share a value.</summary>
    public bool Unique { get; init; }

    /// <summary>Constant default or null.</summary>
    public JsonText? Default { get; init; }

    /// <summary>Value of a new record when the input leaves the field out; null for none.</summary>
    public ExpressionModel? DefaultFormula { get; init; }

    /// <summary>Condition under which a value must be given; null for none.</summary>
    public ExpressionModel? RequiredWhen { get; init; }

    /// <summary>Condition, over the record as it is stored, under which the value cannot be changed; null for none.</summary>
    public ExpressionModel? ReadOnlyWhen { get; init; }

    /// <summary>Condition under which forms show the field; null for always.</summary>
    public ExpressionModel? VisibleWhen { get; init; }

    /// <summary>Conditions on the records that a reference may point to, one for each object at most; of an object without one, all can be chosen.</summary>
    public EquatableArray<ChoosableModel> Choosable { get; init; }

    /// <summary>Set only on create.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>One of the fields that every object has.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Never written by callers: id, version, stamps, autonumbers.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Deprecation reason or null.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Package that brought the field, when it is not the object's own.</summary>
    public string? Package { get; init; }

    /// <summary>A default or condition is an expression.</summary>
    public bool HasConditions => (DefaultFormula ?? RequiredWhen ?? ReadOnlyWhen ?? VisibleWhen) is not null || !Choosable.IsEmpty;

    /// <summary>The condition on the records of an object that a reference may point to; null for all.</summary>
    /// <param name="target">Name of the object.</param>
    public ExpressionModel? ChoosableOf(string target) => Choosable.FirstOrDefault(c => c.Target == target)?.Condition;

    /// <summary>The platform computes the value, when it is read or when something that it depends on is written.</summary>
    public bool IsComputed => Formula is not null || Rollup is not null;

    /// <summary>The columns that statements read the value from: those of the table, or the one that a formula computes.</summary>
    public EquatableArray<ColumnModel> ReadColumns => Formula is { } formula ? [formula.Column] : Columns;

    /// <summary>The only column that the value is read from; for types that have exactly one.</summary>
    public ColumnModel Column => Formula?.Column ?? Columns[0];
}
