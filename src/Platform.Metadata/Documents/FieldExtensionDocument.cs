using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Fields added to an object of another package (or to a system object) without touching its document.</summary>
[Named(TextFormat.DocumentName)]
public sealed record FieldExtensionDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.FieldExtension;

    /// <summary>Name of the extended object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>The added fields.</summary>
    [MaxLength(500)]
    public EquatableArray<FieldDocument> Fields { get; init; }

    /// <summary>Added indexes.</summary>
    [MaxLength(50)]
    public EquatableArray<IndexDocument> Indexes { get; init; }

    /// <summary>Added validation rules.</summary>
    [MaxLength(100)]
    public EquatableArray<RuleDocument> Rules { get; init; }
}
