using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Counts and sums of stages are kept, or other ones, or no longer.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">What was kept; null for nothing.</param>
/// <param name="To">What is kept from now on; null for nothing.</param>
public sealed record ChangeStageTotals(ObjectModel Object, StageTotals? From, StageTotals? To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
