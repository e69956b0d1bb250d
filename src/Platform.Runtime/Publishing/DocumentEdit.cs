namespace Platform.Runtime.Publishing;

/// <summary>One edit of a tenant's documents: a closed union.</summary>
public abstract record DocumentEdit
{
    private protected DocumentEdit() { }
}

/// <summary>Adds a document, or replaces the one of the same kind and id (or name, when it gives no id).</summary>
/// <param name="Json">The document as JSON.</param>
/// <param name="Package">Package that it belongs to; null keeps the owner of the document it replaces, or makes it the tenant's own.</param>
/// <param name="File">Path for diagnostics, or null.</param>
public sealed record PutDocument(string Json, string? Package = null, string? File = null) : DocumentEdit;

/// <summary>Removes a document.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Name">Name.</param>
public sealed record RemoveDocument(string Kind, string Name) : DocumentEdit;
