namespace Platform.Runtime.Inbound;

/// <summary>Services and routes of inbound endpoints.</summary>
internal static class InboundServices
{
    /// <summary>Adds the services.</summary>
    public static void AddInbound(this IServiceCollection services)
    {
        services.AddSingleton<InboundCalls>();
        services.AddSingleton<InboundRates>();
        services.AddSingleton<InboundHooks>();
        services.AddSingleton<InboundReceiver>();
        services.AddHostedService<InboundRetention>();
    }

    /// <summary>Maps <c>/hooks/in/{tenant}/{path}</c>.</summary>
    public static void MapInbound(this IEndpointRouteBuilder routes)
    {
        InboundReceiver receiver = routes.ServiceProvider.GetRequiredService<InboundReceiver>();
        routes.MapPost("/hooks/in/{tenant}/{path}", (HttpContext context, string tenant, string path) => receiver.HandleAsync(context, tenant, path));
    }
}
