using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Workspace;

/// <summary>A field that the user may read. Settings that the field's type does not have are null.</summary>
public sealed record WorkspaceField
{
    /// <summary>Name, the GraphQL field.</summary>
    public required string Name { get; init; }

    /// <summary>Type name as in documents.</summary>
    public required string Type { get; init; }

    /// <summary>Label.</summary>
    public required string Label { get; init; }

    /// <summary>Help.</summary>
    public string? Help { get; init; }

    /// <summary>A value must be given.</summary>
    public bool Required { get; init; }

    /// <summary>No two live records share a value.</summary>
    public bool Unique { get; init; }

    /// <summary>Never written by this user.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Written on create alone.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>One of the fields that every object has.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Constant default in the JSON form of the type.</summary>
    public JsonText? Default { get; init; }

    /// <summary>The platform makes the value of the records of a list; forms show it and never send it.</summary>
    public bool Rollup { get; init; }

    /// <summary>Computes the value; such a field is never written.</summary>
    public WorkspaceExpression? Formula { get; init; }

    /// <summary>Value of a new record while the field is left alone.</summary>
    public WorkspaceExpression? DefaultFormula { get; init; }

    /// <summary>A value must be given while this is true and the field is shown.</summary>
    public WorkspaceExpression? RequiredWhen { get; init; }

    /// <summary>The value cannot be changed while this is true of the record as it is stored.</summary>
    public WorkspaceExpression? ReadOnlyWhen { get; init; }

    /// <summary>The field is shown while this is true.</summary>
    public WorkspaceExpression? VisibleWhen { get; init; }

    /// <summary>Of which of its targets only some records can be chosen; lists take the argument <c>choosableFor</c> for it.</summary>
    public EquatableArray<WorkspaceChoosable>? Choosable { get; init; }

    /// <summary>Which choices the value of another field allows.</summary>
    public ChoiceDependency? DependsOn { get; init; }

    /// <summary>Most characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Program that finds the whole value, in the form of <see cref="Expressions.Transport.PatternJson"/>; null also where the server alone can tell.</summary>
    public JsonText? Pattern { get; init; }

    /// <summary>Digits in all.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point; of the percentage shown for a percent field.</summary>
    public int? Scale { get; init; }

    /// <summary>Least value as decimal text; of the fraction for a percent field.</summary>
    public string? Min { get; init; }

    /// <summary>Greatest value as decimal text.</summary>
    public string? Max { get; init; }

    /// <summary>Choices of a picklist in display order.</summary>
    public EquatableArray<WorkspaceChoice>? Choices { get; init; }

    /// <summary>Objects that a reference may point to, those alone that the user may read.</summary>
    public EquatableArray<string>? Targets { get; init; }

    /// <summary>Format of an autonumber.</summary>
    public string? Format { get; init; }

    /// <summary>Largest file in bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Accepted media types; empty for any.</summary>
    public EquatableArray<string>? Accept { get; init; }
}

/// <summary>A choice of a picklist.</summary>
/// <param name="Value">Stored value.</param>
/// <param name="Label">Text.</param>
/// <param name="Color">CSS hex colour of the chip.</param>
/// <param name="Retired">Kept by existing records, not to be chosen anew.</param>
public sealed record WorkspaceChoice(string Value, string Label, string? Color, bool Retired);
