using Platform.Metadata.Fields;
using Platform.Metadata.Tables;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>A field that refers to an object, seen from there.</summary>
/// <param name="Source">The object that has the field.</param>
/// <param name="Slot">The field.</param>
/// <param name="Rule">What happens to its record when the target is deleted.</param>
internal sealed record IncomingReference(RecordLayout Source, FieldSlot Slot, OnDelete Rule)
{
    /// <summary>The column that holds the target's id.</summary>
    public ColumnSlot Column => Slot.Columns[^1];

    /// <summary>No foreign key empties it when its target is removed for good, so the removal does.</summary>
    public bool IsEmptiedByPurge => IsPolymorphic || TableMapping.IsOwner(Slot.Field);

    /// <summary>Refers to several objects, so that there is no foreign key.</summary>
    public bool IsPolymorphic => Slot.Field.Type is PolymorphicLookupType;
}
