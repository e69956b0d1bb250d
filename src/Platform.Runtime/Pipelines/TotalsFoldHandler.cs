using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Pipelines;

/// <summary>Folds the rows of kept totals, in one transaction with the timer of the next time.</summary>
internal sealed class TotalsFoldHandler(TenantModels models, NpgsqlDataSource dataSource, TimeProvider time) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => TotalsTimer.Topic;

    /// <inheritdoc/>
    public bool NeverGivesUp => true;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state) return;
        if (state.Revision < StageTimers.ReadLook(timer).Revision) throw new InvalidOperationException("This node does not know the revision yet that keeps the totals.");
        // Nothing is kept any more: it ends.
        if (!TotalsTimer.HasAny(state.Model)) return;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await TimerStore.CompleteAsync(timer, connection, cancellation)) return;
        await using NpgsqlBatch batch = new(connection, transaction);
        foreach (NpgsqlBatchCommand command in TotalsTimer.Fold(state.Schema, state.Model)) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(TotalsTimer.Set(timer.TenantId, state.Revision, time.GetUtcNow().UtcDateTime + TotalsTimer.Pause));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
