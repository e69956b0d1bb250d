namespace Platform.Runtime.Publishing;

/// <summary>The platform's own documents of this version do not go with those of a tenant: it is not served until that is mended. Others are.</summary>
public class TenantNotReadyException : Exception
{
    /// <summary>How long what is to be done for such a tenant waits before it is tried again; that is no attempt.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

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

    /// <summary>Another reason why a tenant cannot be served.</summary>
    private protected TenantNotReadyException(string message)
        : base(message)
    {
    }
}
