using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>A document of a tenant with its text.</summary>
/// <param name="Document">The document, read from <paramref name="Body"/>.</param>
/// <param name="Body">Canonical JSON (<see cref="CanonicalJson"/>).</param>
/// <param name="ValidFrom">Revision since which it is in this form.</param>
public sealed record StoredEntry(SourceDocument Document, string Body, long ValidFrom)
{
    /// <summary>Kind and stable id.</summary>
    public (string Kind, string Id) Key => (Content.Kind, Content.Id);

    /// <summary>The document.</summary>
    public Document Content => Document.Document;
}
