using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>How a stored field gets its value from the records of a list.</summary>
/// <param name="Definition">As the document has it.</param>
/// <param name="State">
/// Columns beside the field's own from which the value follows: sum and count of a mean. Empty for the other functions.
/// </param>
public sealed record RollupModel(RollupDocument Definition, EquatableArray<ColumnModel> State)
{
    /// <summary>Object of the list's records; null only while the objects are still being compiled.</summary>
    public string? Child { get; init; }

    /// <summary>The checked filter; null for none.</summary>
    public CheckedExpression? Filter { get; init; }

    /// <summary>Object of the list's records.</summary>
    /// <exception cref="InvalidOperationException">The model is still being compiled.</exception>
    public string ChildObject => Child ?? throw new InvalidOperationException($"The rollup of '{Definition.Relation}' is not checked yet.");

    /// <summary>The value over no records is 0 rather than blank.</summary>
    public bool StartsAtZero => Definition.Function is RollupFunction.Count or RollupFunction.Sum;

    /// <summary>Field by which first and last are found; null for the other functions.</summary>
    public string? OrderBy => Definition.Function is RollupFunction.First or RollupFunction.Last ? Definition.OrderBy ?? SystemFields.CreatedAt : null;
}
