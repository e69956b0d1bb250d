using Platform.Metadata.Documents;

namespace Platform.Metadata.Reading;

/// <summary>A document together with the text it was read from, so that later findings can be placed by line and column.</summary>
/// <param name="Document">The document.</param>
/// <param name="Source">Its text, or null for a document made in code.</param>
public sealed record SourceDocument(Document Document, DocumentSource? Source = null);
