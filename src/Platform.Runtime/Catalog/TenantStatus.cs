namespace Platform.Runtime.Catalog;

/// <summary>Whether a tenant is in use.</summary>
public enum TenantStatus
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Closed by the operator: nobody signs in, no job runs; the data stay.</summary>
    Suspended,
}
