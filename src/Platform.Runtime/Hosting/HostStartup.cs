using Platform.Runtime.Configuration;

namespace Platform.Runtime.Hosting;

/// <summary>Runs the registered <see cref="IStartupStep"/>s.</summary>
internal static class HostStartup
{
    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        foreach (IStartupStep step in services.GetServices<IStartupStep>()) await step.RunAsync(cancellation);
    }
}
