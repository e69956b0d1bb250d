using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>An object gets another name; its table, named from the stable id, stays.</summary>
/// <param name="From">The object as it was.</param>
/// <param name="To">The object as it will be.</param>
public sealed record RenameObject(ObjectModel From, ObjectModel To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
