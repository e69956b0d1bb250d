namespace Platform.Scripting.Pooling;

/// <summary>What takes turns: the scripts of a tenant that writes wait for, and those that nothing waits for, each by themselves.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IsBackground">No write waits for them.</param>
internal readonly record struct TenantKey(Guid Tenant, bool IsBackground);
