using Platform.Metadata.Collections;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Documents;

/// <summary>A global picklist that fields of many objects share.</summary>
public sealed record PicklistDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Picklist;

    /// <summary>Choices in display order.</summary>
    public EquatableArray<PicklistValue> Values { get; init; }
}
