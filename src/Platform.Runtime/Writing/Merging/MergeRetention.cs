using Npgsql;

namespace Platform.Runtime.Writing.Merging;

/// <summary>Forgets merges that cannot be undone any more, in portions. What somebody else holds is left to the next round.</summary>
internal sealed partial class MergeRetention(NpgsqlDataSource dataSource, TimeProvider time, ILogger<MergeRetention> logger) : BackgroundService
{
    private const int Portion = 500;

    private const string Old =
        """
        DELETE FROM platform.merges WHERE (tenant_id, id) IN (
            SELECT tenant_id, id FROM platform.merges WHERE merged_at < now() - make_interval(days => $1) ORDER BY merged_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>Forgets what is too old.</summary>
    internal async Task ForgetAsync(CancellationToken cancellation)
    {
        int deleted;
        do
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(Old);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MergeStatements.DaysToUndo });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Portion });
            deleted = await command.ExecuteNonQueryAsync(cancellation);
        }
        while (deleted == Portion);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromHours(1), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is old can be undone no more: the next round deletes it.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old merges could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
