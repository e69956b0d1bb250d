using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Fields;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A field of an object.</summary>
public sealed record FieldDocument
{
    /// <summary>Unique in its object; lower camel case.</summary>
    [Format(TextFormat.FieldName, Declares = true)]
    public required string Name { get; init; }

    /// <summary>Stable identifier; equal to the first name unless given.</summary>
    [Format(TextFormat.StableId)]
    public required string Id { get; init; }

    /// <summary>What people see.</summary>
    [StringLength(255, MinimumLength = 1)]
    public required LocalizedText Label { get; init; }

    /// <summary>Shown beside the input.</summary>
    [StringLength(1000)]
    public LocalizedText? Help { get; init; }

    /// <summary>What the field holds, with its settings.</summary>
    [Flat]
    public required FieldType Type { get; init; }

    /// <summary>A value must be given (blank text counts as no value).</summary>
    public bool Required { get; init; }

    /// <summary>No two live records (outside the recycle bin) share a value; text compares without case.</summary>
    public bool Unique { get; init; }

    /// <summary>Has an index for filtering and sorting.</summary>
    public bool Indexed { get; init; }

    /// <summary>Expression that computes the value, which is then read but never stored or written; null for a stored field.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? Formula { get; init; }

    /// <summary>How the value is made of the records of a list, kept exact with every write; null for another field.</summary>
    public RollupDocument? Rollup { get; init; }

    /// <summary>Name of a hook of the object with the event <c>compute</c> that computes the value whenever a record is saved; null for another field.</summary>
    [Format(TextFormat.DocumentName)]
    public string? ComputedBy { get; init; }

    /// <summary>Constant default in the JSON form of the field's type, or null for none.</summary>
    public JsonText? Default { get; init; }

    /// <summary>Expression that gives the value of a new record when the input leaves the field out; null for none.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? DefaultFormula { get; init; }

    /// <summary>Condition under which a value must be given; null for none.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? RequiredWhen { get; init; }

    /// <summary>Condition, over the record as it is stored, under which the value cannot be changed; null for none.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? ReadOnlyWhen { get; init; }

    /// <summary>Condition under which forms show the field; a hidden field is not required. Null for always.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? VisibleWhen { get; init; }

    /// <summary>Set only on create.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>Set by the platform alone, never by callers.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Deprecation reason shown in the API; null when current.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? Deprecated { get; init; }
}
