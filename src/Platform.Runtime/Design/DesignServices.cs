using Platform.Runtime.Database;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>Services and routes of the design-time API.</summary>
public static class DesignServices
{
    private const string IdentityChannel = "platform_identity";

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddDesign(this IServiceCollection services)
    {
        services.AddSingleton<DesignResolvers>();
        services.AddSingleton<ExpressionResolvers>();
        services.AddSingleton<ApprovalResolvers>();
        services.AddSingleton<SecretResolvers>();
        services.AddSingleton<ScriptResolvers>();
        services.AddSingleton<HookResolvers>();
        services.AddSingleton<DesignCallers>();
        services.AddSingleton<TraceResolvers>();
        services.AddSingleton<BackTestResolvers>();
        services.AddSingleton<WebhookResolvers>();
        services.AddSingleton<InboundResolvers>();
        services.AddSingleton<TimerResolvers>();
        services.AddSingleton<DesignExecution>();
        services.AddSingleton<DesignEndpoint>();
        services.AddSingleton<RevisionFeed>();
        services.AddSingleton<INotificationSubscriber>(provider => new RevisionWaker(provider.GetRequiredService<RevisionFeed>(), RevisionWriter.Channel));
        services.AddSingleton<INotificationSubscriber>(provider => new RevisionWaker(provider.GetRequiredService<RevisionFeed>(), IdentityChannel));
        services.AddSingleton<RevisionStreamEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/metadata</c> and <c>/metadata/stream</c>.</summary>
    public static void MapDesign(this IEndpointRouteBuilder routes)
    {
        DesignEndpoint endpoint = routes.ServiceProvider.GetRequiredService<DesignEndpoint>();
        routes.MapPost("/metadata", endpoint.HandleAsync);
        RevisionStreamEndpoint stream = routes.ServiceProvider.GetRequiredService<RevisionStreamEndpoint>();
        routes.Map("/metadata/stream", stream.HandleAsync);
    }
}
