namespace Platform.Runtime.Design;

/// <summary>Services and routes of the design-time API.</summary>
public static class DesignServices
{
    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddDesign(this IServiceCollection services)
    {
        services.AddSingleton<DesignResolvers>();
        services.AddSingleton<ExpressionResolvers>();
        services.AddSingleton<ApprovalResolvers>();
        services.AddSingleton<SecretResolvers>();
        services.AddSingleton<DesignEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/metadata</c>.</summary>
    public static void MapDesign(this IEndpointRouteBuilder routes)
    {
        DesignEndpoint endpoint = routes.ServiceProvider.GetRequiredService<DesignEndpoint>();
        routes.MapPost("/metadata", endpoint.HandleAsync);
    }
}
