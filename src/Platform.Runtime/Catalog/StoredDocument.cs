namespace Platform.Runtime.Catalog;

/// <summary>
/// One document of a tenant over a span of revisions. The documents of revision N are the rows with
/// <c>valid_from &lt;= N</c> and <c>valid_to</c> null or <c>&gt; N</c>: any revision can be read back, and an unchanged document is stored once.
/// </summary>
public sealed class StoredDocument
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Document kind, for example <c>object</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Stable id, unique in its kind; survives renames.</summary>
    public required string Id { get; init; }

    /// <summary>First revision that contains it in this form.</summary>
    public required long ValidFrom { get; init; }

    /// <summary>First revision that no longer does; null while it is current.</summary>
    public long? ValidTo { get; set; }

    /// <summary>Name, unique in its kind among the current ones.</summary>
    public required string Name { get; init; }

    /// <summary>Package that owns it; null for the tenant's own.</summary>
    public string? Package { get; init; }

    /// <summary>The document as JSON text (column type <c>jsonb</c>).</summary>
    public required string Body { get; init; }
}
