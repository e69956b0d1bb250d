using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>
/// What a record type allows or presets changes; nothing stored changes. That one appears or goes is told as a choice of the field <c>recordType</c>.
/// </summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The type as it was.</param>
/// <param name="To">The type as it will be.</param>
public sealed record ChangeRecordType(ObjectModel Object, RecordTypeModel From, RecordTypeModel To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
