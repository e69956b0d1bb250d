namespace Platform.Runtime.Publishing;

/// <summary>Looks again, every minute, at tenants that are not served because their documents do not go with the platform's own.</summary>
internal sealed partial class UnreadyTenants(PackageInstaller installer, TimeProvider time, ILogger<UnreadyTenants> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromMinutes(1), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await installer.RetryAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tenants that are not served could not be looked at; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
