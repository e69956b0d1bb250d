namespace Platform.Runtime.Catalog;

/// <summary>An administrator's agreement that a document's script may do what it asks for.</summary>
public sealed class ScriptGrant
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Kind of the document.</summary>
    public required string Kind { get; init; }

    /// <summary>Stable id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>What it may do: <c>system</c>, or <c>host api.example.com</c>.</summary>
    public required string Permission { get; init; }

    /// <summary>Record of the user who agreed; null for the operator who installed the package.</summary>
    public Guid? GrantedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime GrantedAt { get; init; }
}
