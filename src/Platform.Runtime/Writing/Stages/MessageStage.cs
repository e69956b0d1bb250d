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
            foreach (IChangeListener listener in batch.ListenersTo(layout, kind))
            {
                foreach (NpgsqlBatchCommand command in await listener.MessagesAsync(new RecordChanges(batch, layout, kind, records), cancellation))
                {
                    batch.Session.Enqueue(command);
                }
            }
        }
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
