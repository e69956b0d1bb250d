using Platform.Metadata.Model;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Converting;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Merging;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.BackTests;

/// <summary>What saves were part of: merges and conversions, with the other records that hooks of these see.</summary>
/// <param name="pasts">Reads records.</param>
/// <param name="model">The model.</param>
internal sealed class EarlierActs(RecordPasts pasts, TenantModel model)
{
    // What a conversion makes or fills is written shortly before the record is.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>Adds the chosen saves of records.</summary>
    public async Task AddAsync(List<EarlierSave> saves, IEnumerable<RecordPast> records, HashSet<(Guid Record, DateTime At)> chosen, CancellationToken cancellation)
    {
        foreach (RecordPast record in records)
        {
            foreach ((IGrouping<DateTime, HistoryEntry> entries, object?[] before, object?[] after) in record.Saves())
            {
                if (KindOf(entries) is not { } kind || !chosen.Contains((record.Id, entries.Key))) continue;
                EarlierSave save = new(record.Layout, record.Id, kind, entries.Key, entries.First().By, kind == WriteKind.Create ? null : before, after);
                saves.Add(save with { Merge = await MergeAsync(save, entries, cancellation), Conversion = await ConversionAsync(save, entries, cancellation) });
            }
        }
    }

    // What was made and changed in one transaction was made; whatever hooks do not hear of is none.
    private static WriteKind? KindOf(IEnumerable<HistoryEntry> save)
    {
        HashSet<string> kinds = [.. save.Select(e => e.Kind)];
        return kinds.Contains("create") ? WriteKind.Create
            : kinds.Contains("delete") ? WriteKind.Delete
            : kinds.Contains("restore") ? WriteKind.Restore
            : kinds.Contains("update") || kinds.Contains(HistoryStage.MergeKind) || kinds.Contains(HistoryStage.ConvertKind) ? WriteKind.Update
            : null;
    }

    private static T? NoteOf<T>(IEnumerable<HistoryEntry> save, string kind)
        where T : class => save.FirstOrDefault(e => e.Kind == kind) is { NewJson: { } json } ? HistoryStage.ReadNote<T>(json) : null;

    private async Task<EarlierMerge?> MergeAsync(EarlierSave save, IEnumerable<HistoryEntry> entries, CancellationToken cancellation)
    {
        if (NoteOf<MergeNote>(entries, HistoryStage.MergeKind) is not { } note) return null;
        IReadOnlyDictionary<Guid, RecordPast> gone = await pasts.ReadAsync(save.Layout, [.. note.Merged], save.At, cancellation);
        (Guid, object?[])[] merged = [.. note.Merged.Where(gone.ContainsKey).Select(id => (id, gone[id].AsOf(save.At)))];
        return merged.Length == 0 ? null : new EarlierMerge(merged, note.Moved);
    }

    private async Task<EarlierConversion?> ConversionAsync(EarlierSave save, IEnumerable<HistoryEntry> entries, CancellationToken cancellation)
    {
        if (NoteOf<ConversionNote>(entries, HistoryStage.ConvertKind) is not { } note || save.Old is null) return null;
        List<EarlierTarget> targets = [];
        foreach (ConversionNote.Target target in note.Targets) targets.Add(await TargetAsync(save, target, cancellation));
        return new EarlierConversion(targets, note.Moved);
    }

    private async Task<EarlierTarget> TargetAsync(EarlierSave save, ConversionNote.Target target, CancellationToken cancellation)
    {
        EarlierTarget unseen = new(target.Alias, target.Object, target.Action);
        bool isMade = target.Action == "CREATE";
        if (target.Id is not { } id || (!isMade && target.Filled is null) || !model.TryGetObject(target.Object, out ObjectModel? found)) return unseen;
        RecordLayout layout = RecordLayout.Of(found);
        if (!(await pasts.ReadAsync(layout, [id], save.At - Before, cancellation)).TryGetValue(id, out RecordPast? record)) return unseen;
        if (isMade) return unseen with { Record = record, Values = record.AsMade(save.At) };
        object?[] values = record.AsOf(save.At), old = [.. values];
        // What was filled in was blank.
        foreach (string name in target.Filled!)
        {
            if (layout.TryGet(name, out FieldSlot? slot)) old[slot.Ordinal] = null;
        }

        return unseen with { Record = record, Old = old, Values = values };
    }
}
