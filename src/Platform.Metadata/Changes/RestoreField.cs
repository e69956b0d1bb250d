using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A rollback brings set-aside columns back.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="Field">The field as it was when it was set aside.</param>
/// <param name="Entries">Its set-aside columns or link table.</param>
public sealed record RestoreField(ObjectModel Object, FieldModel Field, EquatableArray<SetAsideEntry> Entries) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
