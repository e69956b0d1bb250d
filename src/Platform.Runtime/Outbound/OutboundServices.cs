using Platform.Runtime.Configuration;

namespace Platform.Runtime.Outbound;

/// <summary>Services of calls to other servers.</summary>
internal static class OutboundServices
{
    /// <summary>Adds the client.</summary>
    public static void AddOutbound(this IServiceCollection services)
    {
        services.AddSingleton(s => new OutboundOptions { Allowed = s.GetRequiredService<PlatformOptions>().OutboundAllowed });
        services.AddSingleton(s => new OutboundClient(s.GetRequiredService<OutboundOptions>()));
    }
}
