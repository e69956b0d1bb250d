using Platform.Runtime.Writing.Evaluation;

namespace Platform.Runtime.Writing.Progress;

/// <summary>What the conditions of stages read of other records.</summary>
internal static class StageReads
{
    /// <summary>Loads it for the records that come into a stage, all of them together; what is there already is not loaded again.</summary>
    public static async Task LoadAsync(WriteBatch batch, StageExpressions stages, CancellationToken cancellation)
    {
        RecordWrite[] records = [.. batch.StageChanges.Keys];
        if (records.Length == 0) return;
        GraphLoader loader = new(batch, batch.Expressions!.Read, batch.Graph);
        loader.WantFrom(stages.Reads, records);
        loader.Want(stages.User, [batch.Caller.UserId]);
        await loader.LoadAsync(cancellation);
    }
}
