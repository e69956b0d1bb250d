namespace Platform.Runtime.Publishing;

/// <summary>What index builds are known by.</summary>
internal static class BackgroundBuilds
{
    /// <summary>Name of the sessions that build for a tenant, by which a deploy finds them.</summary>
    public static string ApplicationName(Guid tenantId) => $"platform build {tenantId:N}";
}
