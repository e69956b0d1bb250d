using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Pipelines;

/// <summary>Looks for records whose time in a stage has run out, in one transaction with the timer of the next look.</summary>
internal sealed class StageLookHandler(TenantModels models, NpgsqlDataSource dataSource, TimeProvider time) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => StageTimers.LookTopic;

    /// <inheritdoc/>
    public bool NeverGivesUp => true;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state) return;
        if (state.Revision < StageTimers.ReadLook(timer).Revision) throw new InvalidOperationException("This node does not know the revision yet that asked for the look.");
        // No stage is left by time any more: the looks end.
        if (!StageTimers.HasAny(state.Model)) return;
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await TimerStore.CompleteAsync(timer, connection, cancellation)) return;
        await using NpgsqlBatch batch = new(connection, transaction);
        foreach (NpgsqlBatchCommand command in StageTimers.Due(timer.TenantId, state.Schema, state.Model, now)) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(StageTimers.Look(timer.TenantId, state.Revision, now + StageTimers.Pause));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
