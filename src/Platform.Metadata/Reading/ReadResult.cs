using Platform.Metadata.Diagnostics;

namespace Platform.Metadata.Reading;

/// <summary>What came of reading a document: either the document, or every reason why there is none.</summary>
/// <param name="Document">The document with its source, or null when <paramref name="Diagnostics"/> has errors.</param>
/// <param name="Diagnostics">All findings, in the order of the text.</param>
public sealed record ReadResult(SourceDocument? Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when there is a document.</summary>
    public bool Succeeded => Document is not null;
}
