using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>How a record page and its form are arranged.</summary>
public sealed record LayoutDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Layout;

    /// <summary>Name of the object.</summary>
    public required string Object { get; init; }

    /// <summary>Up to seven fields shown at the top of the record page.</summary>
    public EquatableArray<string> Highlights { get; init; }

    /// <summary>Sections in order.</summary>
    public EquatableArray<LayoutSection> Sections { get; init; }

    /// <summary>Lists of child records under the form.</summary>
    public EquatableArray<RelatedList> RelatedLists { get; init; }
}
