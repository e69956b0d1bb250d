using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Hosting;

/// <summary>A host that serves: its start-up steps are done and its web server is listening.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal));

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Does the start-up steps and begins to serve.</summary>
    /// <param name="options">Options of the host.</param>
    /// <param name="database">The running database, its catalog migrated; it is not disposed with the host.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <param name="replace">Puts other services in the place of some; null for none.</param>
    public static async Task<RunningHost> StartAsync(
        PlatformOptions options, DatabaseServer database, CancellationToken cancellation, Action<IServiceCollection>? replace = null)
    {
        WebApplication app = HostComposition.Build(options, database, replace);
        try
        {
            foreach (IStartupStep step in app.Services.GetServices<IStartupStep>()) await step.RunAsync(cancellation);
            await app.StartAsync(cancellation);
            return new RunningHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the host is told to stop, then lets requests under way end.</summary>
    public Task WaitForShutdownAsync(CancellationToken stop) => _app.WaitForShutdownAsync(stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
