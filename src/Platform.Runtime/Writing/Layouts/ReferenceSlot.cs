using Platform.Metadata.Fields;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>A field that refers to records: which objects, and on what terms.</summary>
/// <param name="Slot">The field.</param>
/// <param name="Targets">Names of the objects; one but for polymorphic lookups.</param>
internal sealed record ReferenceSlot(FieldSlot Slot, IReadOnlyList<string> Targets)
{
    /// <summary>The record is part of its target: whoever writes it must be allowed to edit the target.</summary>
    public bool IsMaster => Slot.Field.Type is MasterDetailType;

    /// <summary>Refers to an uploaded file.</summary>
    public bool IsFile => Slot.Field.Type is FileType or ImageType;
}
