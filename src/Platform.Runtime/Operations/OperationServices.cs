using Platform.Runtime.Database;

namespace Platform.Runtime.Operations;

/// <summary>Services of documents that are named instead of sent.</summary>
internal static class OperationServices
{
    /// <summary>Adds the services.</summary>
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<RegisteredOperations>();
        services.AddSingleton<INotificationSubscriber>(provider => provider.GetRequiredService<RegisteredOperations>());
        services.AddSingleton(new AutomaticDocuments());
        services.AddSingleton<OperationRegistrar>();
        services.AddSingleton<DocumentResolver>();
    }
}
