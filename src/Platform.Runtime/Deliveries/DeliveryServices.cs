using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Deliveries;

/// <summary>Services of deliveries.</summary>
internal static class DeliveryServices
{
    /// <summary>Adds the services; a deliverer is registered as <see cref="IDeliverer"/> by the area that it belongs to.</summary>
    public static void AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            RetentionOptions kept = provider.GetRequiredService<PlatformOptions>().Retention;
            return new DeliveryOptions { AttemptRetention = TimeSpan.FromDays(kept.Attempts), SetAsideRetention = TimeSpan.FromDays(kept.SetAside) };
        });
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<DeliveryAdministration>();
        services.AddSingleton<DeliveryReports>();
        services.AddSingleton<DeliveryService>();
        services.AddSingleton<INotificationSubscriber>(provider => provider.GetRequiredService<DeliveryService>());
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryService>());
        services.AddHostedService<DeliveryRetention>();
    }
}
