using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>What expressions read of records at one place: fields, and what is read through references and lists.</summary>
/// <param name="layout">The records' object.</param>
internal sealed class ReadShape(RecordLayout layout)
{
    /// <summary>The records' object.</summary>
    public RecordLayout Layout => layout;

    /// <summary>Stored fields that are read, references that are followed among them.</summary>
    public HashSet<FieldSlot> Fields { get; } = [];

    /// <summary>What is read of the records that references lead to.</summary>
    public Dictionary<FieldSlot, ReadShape> References { get; } = [];

    /// <summary>What is read of the records of lists.</summary>
    public Dictionary<RecordList, ReadShape> Lists { get; } = [];

    /// <summary>Nothing is read but that the record is there.</summary>
    public bool IsEmpty => Fields.Count == 0 && References.Count == 0 && Lists.Count == 0;

    /// <summary>Something is read of other records.</summary>
    public bool LeadsOn => Lists.Count > 0 || References.Values.Any(r => !r.IsEmpty);

    /// <summary>This shape and all below.</summary>
    public IEnumerable<ReadShape> All => References.Values.Concat(Lists.Values).SelectMany(s => s.All).Prepend(this);
}
