using System.Diagnostics;
using Npgsql;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Timers;

namespace Platform.Runtime.AppTests;

/// <summary>What the host does by itself when its time has come: timers and deliveries.</summary>
internal sealed class DueWork(IServiceProvider services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // Timers that fail for good and messages that are set aside are done with; lanes and targets that wait for another try are not due.
    private const string DueStatement =
        """
        SELECT EXISTS (SELECT FROM platform.timers WHERE failed_at IS NULL AND due_at <= $1)
            OR EXISTS (SELECT FROM platform.outbox AS o WHERE o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM platform.delivery_lanes AS d WHERE d.topic = o.topic AND d.tenant_id = o.tenant_id AND d.target = o.target AND d.lane = o.lane AND d.retry_at > $1)
                AND NOT EXISTS (
                    SELECT FROM platform.delivery_targets AS t
                    WHERE t.topic = o.topic AND t.tenant_id = o.tenant_id AND t.target = o.target AND (t.retry_at > $1 OR t.stopped_at IS NOT NULL)))
        """;

    private readonly NpgsqlDataSource _data = services.GetRequiredService<NpgsqlDataSource>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    /// <summary>Does what is due, and what that makes due, until nothing is.</summary>
    /// <exception cref="TestCallException">It does not come to an end.</exception>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            int done = await services.GetRequiredService<TimerService>().SweepAsync(cancellation) + await services.GetRequiredService<DeliveryService>().SweepAsync(cancellation);
            if (done > 0) continue;
            if (!await IsDueAsync(cancellation)) return;
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TestCallException("LIMIT_EXCEEDED", $"What is due does not come to an end within {Patience.TotalSeconds} s: a timer or a delivery fails, or causes itself.");
            // The host itself is at it.
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>When the next timer is due; null when there is none.</summary>
    public async Task<DateTimeOffset?> NextTimerAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = _data.CreateCommand("SELECT min(due_at) FROM platform.timers WHERE failed_at IS NULL");
        return await command.ExecuteScalarAsync(cancellation) is DateTime due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = _data.CreateCommand(DueStatement);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = _time.GetUtcNow().UtcDateTime });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }
}
