using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Writing.Progress;

/// <summary>The stages that records came into, as records of <c>StageEntry</c>; those of purged records go with them.</summary>
internal static class StageEntries
{
    /// <summary>Runs the stage of the write.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        bool purges = batch.Written.Exists(w => w.Kind == WriteKind.Purge && !w.Layout.Object.Pipelines.IsEmpty);
        if ((batch.StageChanges.Count == 0 && !purges) || !batch.Model.TryGetObject(HistoryFields.StageObjectName, out ObjectModel? model)) return Task.CompletedTask;
        RecordLayout layout = RecordLayout.Of(model);
        if (purges) HistoryStage.EraseOfPurged(batch, layout);
        HistoryStage.Insert(batch, layout, [.. batch.StageChanges.Where(c => !c.Key.IsRefused && c.Key.HasEffect).Select(c => Entry(batch, layout, c.Key, c.Value))]);
        return Task.CompletedTask;
    }

    private static RecordWrite Entry(WriteBatch batch, RecordLayout layout, RecordWrite record, StageChange change)
    {
        RecordWrite entry = new(layout, 0, WriteKind.Create, RecordIds.New());
        entry.Values[layout.Id.Ordinal] = entry.Id;
        entry.Values[layout.Version.Ordinal] = 1;
        entry.Values[layout.CreatedAt.Ordinal] = entry.Values[layout.UpdatedAt.Ordinal] = batch.Now;
        entry.Values[layout.CreatedBy.Ordinal] = entry.Values[layout.UpdatedBy.Ordinal] = batch.Caller.UserId;
        Put(HistoryFields.Object, record.Layout.Object.Name);
        Put(HistoryFields.Record, record.Id.ToString("D"));
        Put(HistoryFields.Field, change.Pipeline.Field);
        Put("pipeline", change.Pipeline.Name);
        Put("stage", change.To.Value);
        Put("fromStage", change.From?.Value);
        Put("enteredAt", batch.Now);
        Put("enteredBy", batch.Caller.UserId);
        if (change.From is not null && record.Old?[record.Layout[SystemFields.StageSince].Ordinal] is DateTime since)
        {
            Put("fromDuration", TimeSpan.FromSeconds(Math.Max(0, Math.Floor((batch.Now - since).TotalSeconds))));
        }

        return entry;

        void Put(string field, object? value) => entry.Values[layout[field].Ordinal] = value;
    }
}
