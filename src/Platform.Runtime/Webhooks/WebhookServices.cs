using Platform.Runtime.Deliveries;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Webhooks;

/// <summary>Services of webhooks.</summary>
internal static class WebhookServices
{
    /// <summary>Adds the listener, the calls and the deliverer.</summary>
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<IChangeListener, WebhookListener>();
        services.AddSingleton<WebhookCall>();
        services.AddSingleton<WebhookSamples>();
        services.AddSingleton<IDeliverer, WebhookDeliverer>();
    }
}
