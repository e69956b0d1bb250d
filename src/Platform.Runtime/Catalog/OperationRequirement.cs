namespace Platform.Runtime.Catalog;

/// <summary>Says that some people of a tenant may send registered documents alone.</summary>
public sealed class OperationRequirement
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Name of their role; blank for everybody.</summary>
    public required string Role { get; init; }
}
