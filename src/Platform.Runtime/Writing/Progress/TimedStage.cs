using Platform.Metadata.Model;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Progress;

/// <summary>
/// Whether time really takes a record on: it is where it was when its time ran out, and the condition holds. That is asked of the record as it is stored, before anything else sees
/// the stage that may never come: a write that is not due has no records any more.
/// </summary>
internal static class TimedStage
{
    /// <summary>Runs the stage of the write.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Timed is not { } timed || batch.Expressions?.Stages is not { } stages) return;
        batch.Records.RemoveAll(r => !r.IsRefused && !IsThere(r, timed));
        if (batch.Records.Count == 0 || timed.Transition.When is not { } when) return;
        batch.Graph.Refresh();
        GraphLoader loader = new(batch, batch.Expressions.Read, batch.Graph);
        loader.WantFrom(stages.Reads, batch.Records);
        loader.Want(stages.User, [batch.Caller.UserId]);
        await loader.LoadAsync(cancellation);
        if (batch.Refusal is not null) return;
        timed.IsAwaited = batch.Records.RemoveAll(r => !r.IsRefused && !stages[when].Holds(batch.Graph.Context(r, asStored: true))) > 0;
    }

    private static bool IsThere(RecordWrite record, TimedWrite timed)
    {
        RecordLayout layout = record.Layout;
        return record.Old is { } old && old[layout[SystemFields.Pipeline].Ordinal] as string == timed.Pipeline.Name && old[layout[timed.Pipeline.Field].Ordinal] as string == timed.From.Value
            && old[layout[SystemFields.StageSince].Ordinal] is DateTime since && since <= timed.Since;
    }
}
