using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Writing;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>Writes the messages by which hooks run once a write is committed, in its transaction.</summary>
/// <param name="host">Knows how long a chain of runs may be.</param>
internal sealed class CommittedHooks(ScriptHost host) : IChangeListener
{
    /// <inheritdoc/>
    bool IChangeListener.Listens(TenantModel model, string objectName, WriteKind kind) =>
        HookKinds.CommittedEventOf(kind) is { } happening && !model.HooksOf(objectName, happening).IsEmpty;

    /// <inheritdoc/>
    Task<IReadOnlyList<NpgsqlBatchCommand>> IChangeListener.MessagesAsync(RecordChanges changes, CancellationToken cancellation)
    {
        WriteBatch batch = changes.Batch;
        HookEvent happening = HookKinds.CommittedEventOf(changes.Kind)!.Value;
        // Details that go with their master have no hooks.
        RecordWrite[] records = [.. changes.Records.Select(r => r.Record).OfType<RecordWrite>()];
        if (records.Length == 0) return Task.FromResult<IReadOnlyList<NpgsqlBatchCommand>>([]);
        List<NpgsqlBatchCommand> messages = [];
        foreach (HookDocument hook in batch.Model.HooksOf(changes.Layout.Object.Name, happening))
        {
            if (Message(batch, hook, happening, records, host.Limits) is not { } message) break;
            messages.Add(message);
        }

        return Task.FromResult<IReadOnlyList<NpgsqlBatchCommand>>(messages);
    }

    /// <summary>The command that writes the messages by which a hook runs over records of the batch; null when the chain of runs that leads to it is too long, which refuses the batch.</summary>
    public static NpgsqlBatchCommand? Message(WriteBatch batch, HookDocument hook, HookEvent happening, IReadOnlyList<RecordWrite> records, ScriptLimits limits)
    {
        int cause = (batch.Hooks as HookTransaction)?.Cause ?? 0;
        if (cause >= limits.Nesting)
        {
            batch.Refusal ??= HookFailures.Refusal(batch, hook, ScriptCodes.Failure(ScriptCodes.NestingTooDeep, limits.Nesting));
            return null;
        }

        return DeliveryStore.WriteMany(batch.Caller.TenantId, CommittedChanges.Topic, [.. CommittedChanges.Of(batch, hook, happening, records, cause + 1, limits.MessageBytes).Select(c => c.Message())]);
    }
}
