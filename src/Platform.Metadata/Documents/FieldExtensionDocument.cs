using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>Fields added to an object of another package (or to a system object) without touching its document.</summary>
public sealed record FieldExtensionDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.FieldExtension;

    /// <summary>Name of the extended object.</summary>
    public required string Object { get; init; }

    /// <summary>The added fields.</summary>
    public EquatableArray<FieldDocument> Fields { get; init; }

    /// <summary>Added indexes.</summary>
    public EquatableArray<IndexDocument> Indexes { get; init; }
}
