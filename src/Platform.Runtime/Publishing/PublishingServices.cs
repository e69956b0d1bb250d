using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Publishing;

/// <summary>The services of publishing documents.</summary>
public static class PublishingServices
{
    /// <summary>Adds models, publisher, the installation of packages at start-up, and the builder of indexes.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.AddSingleton<TenantModels>();
        services.AddSingleton<INotificationSubscriber>(s => s.GetRequiredService<TenantModels>());
        services.AddSingleton<Publisher>();
        services.AddSingleton<SetAsidePurge>();
        services.AddSingleton<RollupRecount>();
        services.AddSingleton<MemberRecords>();
        services.AddSingleton<PackageInstaller>();
        services.AddSingleton<IStartupStep>(s => s.GetRequiredService<PackageInstaller>());
        services.AddSingleton<IndexReview>();
        services.AddHostedService<BackgroundBuilds>();
        services.AddHostedService<FormerOwnerKeys>();
        services.AddHostedService<UnreadyTenants>();
        return services;
    }
}
