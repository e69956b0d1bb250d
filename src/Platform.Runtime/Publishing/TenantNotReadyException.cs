namespace Platform.Runtime.Publishing;

/// <summary>The platform's own documents of this version do not go with those of a tenant: it is not served until that is mended. Others are.</summary>
public sealed class TenantNotReadyException : Exception
{
    /// <summary>It is not ready.</summary>
    /// <param name="tenant">Slug of the tenant.</param>
    /// <param name="reason">Why.</param>
    public TenantNotReadyException(string tenant, string reason)
        : base($"The platform's documents cannot be installed into tenant '{tenant}': {reason}")
    {
    }

    /// <summary>Told again to another request.</summary>
    internal TenantNotReadyException(TenantNotReadyException known)
        : base(known.Message)
    {
    }
}
