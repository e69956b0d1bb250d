namespace Platform.Runtime.Catalog;

/// <summary>A GraphQL document that clients of a tenant may name instead of sending it.</summary>
public sealed class RegisteredOperation
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Its name: the SHA-256 of the document in hexadecimal, or any other.</summary>
    public required string Id { get; init; }

    /// <summary>The document.</summary>
    public required string Document { get; init; }

    /// <summary>When it was registered first, UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
