using Platform.Runtime.Database;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Subscriptions;

/// <summary>Services and routes of subscriptions.</summary>
internal static class SubscriptionServices
{
    private const string IdentityChannel = "platform_identity";

    /// <summary>Adds the services; after those of identity and publishing, whose subscribers must hear of a change first.</summary>
    public static void AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton(new SubscriptionOptions());
        services.AddSingleton<EventStore>();
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<INotificationSubscriber>(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<INotificationSubscriber>(provider => new StreamWaker(provider.GetRequiredService<EventFeed>(), IdentityChannel));
        services.AddSingleton<INotificationSubscriber>(provider => new StreamWaker(provider.GetRequiredService<EventFeed>(), RevisionWriter.Channel));
        services.AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        services.AddHostedService<EventRetention>();
        services.AddSingleton<ChangedRecords>();
        services.AddSingleton<StreamServices>();
        services.AddSingleton<StreamEndpoint>();
    }

    /// <summary>Maps <c>/graphql/stream</c>.</summary>
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        StreamEndpoint endpoint = routes.ServiceProvider.GetRequiredService<StreamEndpoint>();
        routes.Map("/graphql/stream", endpoint.HandleAsync);
    }
}
