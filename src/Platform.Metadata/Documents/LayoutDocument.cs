using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>How a record page and its form are arranged.</summary>
[Named(TextFormat.DocumentName)]
public sealed record LayoutDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Layout;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Up to seven fields shown at the top of the record page.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(7)]
    public EquatableArray<string> Highlights { get; init; }

    /// <summary>Sections in order.</summary>
    [MaxLength(100)]
    public EquatableArray<LayoutSection> Sections { get; init; }

    /// <summary>Lists of child records under the form.</summary>
    [MaxLength(50)]
    public EquatableArray<RelatedList> RelatedLists { get; init; }
}
