namespace Platform.Metadata.Changes;

/// <summary>Where in the documents a change comes from: in the new documents, or in the old ones for what was removed.</summary>
/// <param name="Kind">Document kind.</param>
/// <param name="Name">Document name.</param>
/// <param name="Pointer">JSON pointer into the document; empty for the whole.</param>
public sealed record ChangeSource(string Kind, string Name, string Pointer);
