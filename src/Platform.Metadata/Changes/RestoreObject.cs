using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A rollback brings a set-aside table back.</summary>
/// <param name="Object">The object as it was when its table was set aside.</param>
/// <param name="Entry">The set-aside table.</param>
public sealed record RestoreObject(ObjectModel Object, SetAsideEntry Entry) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
