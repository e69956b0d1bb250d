using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A text may become longer or must be shorter.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="OldLength">Most characters before.</param>
/// <param name="NewLength">Most characters after.</param>
public sealed record ChangeTextLength(
    ObjectModel Object, FieldModel From, FieldModel To, int OldLength, int NewLength) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
