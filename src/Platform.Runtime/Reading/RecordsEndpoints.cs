using Platform.Runtime.Database;
using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Reading;

/// <summary>Services and routes of the records API.</summary>
internal static class RecordsEndpoints
{
    /// <summary>Adds the services.</summary>
    public static void AddRecords(this IServiceCollection services)
    {
        services.AddSingleton(new ReadingOptions());
        services.AddSingleton<ICallerSource, CallerSource>();
        services.AddSingleton(s =>
        {
            MasterKeys keys = s.GetRequiredService<MasterKeys>();
            return new CursorKeys(tenant => keys.TenantKey(keys.CurrentVersion, tenant));
        });
        services.AddSingleton<EncryptedValues>();
        services.AddSingleton<TeamReach>();
        services.AddSingleton<INotificationSubscriber>(s => s.GetRequiredService<TeamReach>());
        services.AddSingleton<RecordsService>();
        services.AddSingleton<GraphQLEndpoint>();
    }

    /// <summary>Maps <c>/graphql</c> and the text of its schema.</summary>
    public static void MapRecords(this IEndpointRouteBuilder routes)
    {
        GraphQLEndpoint endpoint = routes.ServiceProvider.GetRequiredService<GraphQLEndpoint>();
        routes.Map("/graphql", endpoint.HandleAsync);
        routes.MapSchemaText();
    }
}
