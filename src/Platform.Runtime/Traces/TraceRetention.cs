using Npgsql;

namespace Platform.Runtime.Traces;

/// <summary>Deletes traces that are too old, and the oldest of tenants that have too many, in portions that hold nobody up.</summary>
/// <param name="store">Knows which tenants have more of them.</param>
/// <param name="dataSource">Connections to the catalog.</param>
/// <param name="options">How long they are kept, and how much of them.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes why they could not be deleted.</param>
internal sealed partial class TraceRetention(TraceStore store, NpgsqlDataSource dataSource, TraceOptions options, TimeProvider time, ILogger<TraceRetention> logger) : BackgroundService
{
    private const int Portion = 500;

    private const string Old = "DELETE FROM platform.traces WHERE id IN (SELECT id FROM platform.traces WHERE at < $1 ORDER BY at LIMIT $2)";

    private const string Oldest =
        """
        DELETE FROM platform.traces WHERE id IN (
            SELECT id FROM (
                SELECT id, at, sum(bytes) OVER (ORDER BY at DESC, id DESC) AS total FROM platform.traces WHERE tenant_id = $1 AND is_failed = $2) AS kept
            WHERE total > $3 ORDER BY at, id LIMIT $4)
        """;

    /// <summary>Deletes what is not kept any more.</summary>
    internal async Task ForgetAsync(CancellationToken cancellation)
    {
        DateTime oldest = time.GetUtcNow().UtcDateTime.AddDays(-options.Days);
        long most = options.Mib * 1024L * 1024 / 2;
        await RepeatAsync(Old, cancellation, new NpgsqlParameter<DateTime> { TypedValue = oldest });
        foreach (Guid tenant in store.TakeGrown())
        {
            foreach (bool isFailed in (bool[])[false, true])
            {
                await RepeatAsync(
                    Oldest, cancellation,
                    new NpgsqlParameter<Guid> { TypedValue = tenant }, new NpgsqlParameter<bool> { TypedValue = isFailed }, new NpgsqlParameter<long> { TypedValue = most });
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromMinutes(10), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is old harms nobody: the next round deletes it.
                LogFailed(logger, failure);
            }
        }
    }

    private async Task RepeatAsync(string text, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        int deleted;
        do
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(text);
            foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter.Clone());
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Portion });
            deleted = await command.ExecuteNonQueryAsync(cancellation);
        }
        while (deleted == Portion);
    }

    [LoggerMessage(LogLevel.Warning, "Old traces could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
