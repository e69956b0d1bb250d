using Npgsql;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Asks those who listen to the changed objects for the messages that leave with the change. Objects that nobody listens to pass by.</summary>
internal static class MessageStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Listeners.Count == 0) return;
        foreach (((RecordLayout layout, WriteKind kind), IReadOnlyList<WrittenRecord> records) in Changes(batch))
        {
            if (!batch.ListenersTo(layout, kind).Any()) continue;
            WriteBatch changed = await WithAsync(batch, layout, records, cancellation);
            if (batch.IsRefused) return;
            foreach (IChangeListener listener in batch.ListenersTo(layout, kind))
            {
                foreach (NpgsqlBatchCommand command in await listener.MessagesAsync(new RecordChanges(changed, layout, kind, records), cancellation))
                {
                    batch.Session.Enqueue(command);
                }
            }

            batch.Refusal ??= changed.Refusal;
        }
    }

    /// <summary>Tells what a write has come to that does not go the way of records: messages of those who listen, and the events that others follow.</summary>
    public static async Task TellAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (!batch.IsRefused) await RunAsync(batch, cancellation);
        if (!batch.IsRefused) await OutboxStage.RunAsync(batch, cancellation);
    }

    /// <summary>The write in which the records are asked about: their own, where another has written them along and knows nothing of them, as approvals write their requests.</summary>
    private static async Task<WriteBatch> WithAsync(WriteBatch batch, RecordLayout layout, IReadOnlyList<WrittenRecord> records, CancellationToken cancellation)
    {
        if (records[0].Record is not { } first || batch.Records.Contains(first)) return batch;
        // What they were is read with the statements that have written them.
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        return batch.OfOthers(layout, [.. records.Select(r => r.Record).OfType<RecordWrite>()]);
    }

    private static IEnumerable<((RecordLayout Layout, WriteKind Kind) What, IReadOnlyList<WrittenRecord> Records)> Changes(WriteBatch batch)
    {
        // Most writes are of one object and one kind.
        if (batch.Written.Count == 0) return [];
        WrittenRecord first = batch.Written[0];
        if (batch.Written.TrueForAll(w => w.Layout == first.Layout && w.Kind == first.Kind)) return [((first.Layout, first.Kind), batch.Written)];
        return [.. batch.Written.GroupBy(w => (w.Layout, w.Kind)).Select(g => (g.Key, (IReadOnlyList<WrittenRecord>)[.. g]))];
    }
}
