using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>The least or greatest allowed number changes.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Min">Least value from now on, or null.</param>
/// <param name="Max">Greatest value from now on, or null.</param>
public sealed record ChangeRange(ObjectModel Object, FieldModel From, FieldModel To, decimal? Min, decimal? Max) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
