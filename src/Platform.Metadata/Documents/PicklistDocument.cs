using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A global picklist that fields of many objects share.</summary>
[Named(TextFormat.DocumentName)]
public sealed record PicklistDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Picklist;

    /// <summary>Choices in display order.</summary>
    [MinLength(1)]
    [MaxLength(1000)]
    public EquatableArray<PicklistValue> Values { get; init; }
}
