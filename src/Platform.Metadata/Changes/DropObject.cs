using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>An object goes; its table is set aside.</summary>
/// <param name="Object">The object, as it was.</param>
public sealed record DropObject(ObjectModel Object) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
