using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>A record as it is now, from which what history tells of it is taken back.</summary>
/// <param name="layout">Its object.</param>
/// <param name="id">The record.</param>
/// <param name="now">Canonical values as they are.</param>
/// <param name="entries">What happened to it since some instant.</param>
internal sealed class RecordPast(RecordLayout layout, Guid id, object?[] now, IReadOnlyList<HistoryEntry> entries)
{
    private readonly IGrouping<DateTime, HistoryEntry>[] _saves = [.. entries.GroupBy(e => e.At).OrderByDescending(g => g.Key)];

    /// <summary>The object.</summary>
    public RecordLayout Layout => layout;

    /// <summary>The record.</summary>
    public Guid Id => id;

    /// <summary>What happened, newest first, with canonical values before and after.</summary>
    public IEnumerable<(IGrouping<DateTime, HistoryEntry> Save, object?[] Before, object?[] After)> Saves()
    {
        object?[] after = now;
        foreach (IGrouping<DateTime, HistoryEntry> save in _saves)
        {
            object?[] before = Before(save, after);
            yield return (save, before, after);
            after = before;
        }
    }

    /// <summary>Canonical values when all had happened that did until an instant.</summary>
    public object?[] AsOf(DateTime at)
    {
        object?[] values = now;
        foreach (IGrouping<DateTime, HistoryEntry> save in _saves.TakeWhile(s => s.Key > at)) values = Before(save, values);
        return values;
    }

    /// <summary>Canonical values as it was made; those of an instant when it was made before all that is known.</summary>
    public object?[] AsMade(DateTime at) => AsOf(_saves.FirstOrDefault(s => s.Any(e => e.Kind == "create"))?.Key ?? at);

    private object?[] Before(IEnumerable<HistoryEntry> save, object?[] after)
    {
        object?[] before = [.. after];
        foreach (HistoryEntry entry in save)
        {
            if (entry.Kind == "update" && entry.Field is { } name && layout.TryGet(name, out FieldSlot? slot) && slot.Columns.Count > 0 && !slot.IsEncrypted) before[slot.Ordinal] = entry.Old(slot);
        }

        return before;
    }
}
