using System.Globalization;
using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.BackTests;

/// <summary>Saves that were, made again from history: records as they are now, with what happened since taken back step by step.</summary>
/// <param name="connections">Connections to the tenants' database.</param>
/// <param name="options">Limits.</param>
internal sealed class EarlierSaves(RecordConnections connections, WriteOptions options)
{
    /// <summary>Records of one transaction at most: an import of ten thousand tells no more than its first ones.</summary>
    internal const int MostOfTransaction = 20;

    private const int MostEntries = 5_000;

    // A transaction writes its entries some time after the instant that they say.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(10);

    /// <summary>The newest saves before an instant, newest first; those of one instant are complete, as far as they are given at all.</summary>
    /// <param name="caller">Whose tenant and model.</param>
    /// <param name="objects">Objects of the records.</param>
    /// <param name="since">The first instant, UTC.</param>
    /// <param name="before">The instant before which they are, UTC.</param>
    /// <param name="first">How many, more or less: the last transaction is not cut in the midst of what is given of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The saves, and the instant before which the next ones are; null when there are no more.</returns>
    public async Task<(IReadOnlyList<EarlierSave> Saves, DateTime? Next)> ReadAsync(
        RecordCaller caller, IReadOnlyCollection<RecordLayout> objects, DateTime since, DateTime before, int first, CancellationToken cancellation)
    {
        if (!caller.Model.TryGetObject(HistoryStage.ObjectName, out ObjectModel? model)) return ([], null);
        RecordLayout history = RecordLayout.Of(model);
        await using WriteSession session = new(await connections.PlannedOnce.OpenConnectionAsync(cancellation), options.TimeLimit);
        List<(string Object, Guid Record, DateTime At)> entries = [];
        session.Enqueue(
            HistoryReads.Newest(history, caller.Schema).Bind(
                LowestId(since), LowestId(before + LongestTransaction), since, before, objects.Select(o => o.Object.Name).ToArray(), MostEntries),
            async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) entries.Add((reader.GetString(0), Guid.Parse(reader.GetString(1)), reader.GetDateTime(2)));
            });
        await session.FlushAsync(cancellation);
        (string Object, Guid Record, DateTime At)[] chosen = Choose(entries, first);
        List<EarlierSave> saves = [];
        foreach (RecordLayout layout in objects)
        {
            (string, Guid Record, DateTime At)[] own = [.. chosen.Where(c => c.Object == layout.Object.Name)];
            if (own.Length > 0) saves.AddRange(await ReadAsync(session, caller, history, layout, own.Select(o => (o.Record, o.At)).ToHashSet(), cancellation));
        }

        return ([.. saves.OrderByDescending(s => s.At).ThenBy(s => s.Id)], chosen.Length > 0 ? chosen[^1].At : null);
    }

    private static (string Object, Guid Record, DateTime At)[] Choose(List<(string Object, Guid Record, DateTime At)> entries, int first)
    {
        IGrouping<DateTime, (string Object, Guid Record, DateTime At)>[] transactions = [.. entries.Distinct().GroupBy(e => e.At).OrderByDescending(g => g.Key)];
        // Of the oldest one, entries may lie behind the limit.
        if (entries.Count == MostEntries && transactions.Length > 1) transactions = transactions[..^1];
        List<(string, Guid, DateTime)> chosen = [];
        foreach (IGrouping<DateTime, (string, Guid Record, DateTime)> transaction in transactions)
        {
            if (chosen.Count >= first) break;
            chosen.AddRange(transaction.OrderBy(e => e.Record).Take(MostOfTransaction));
        }

        return [.. chosen];
    }

    private static async Task<IReadOnlyList<EarlierSave>> ReadAsync(
        WriteSession session, RecordCaller caller, RecordLayout history, RecordLayout layout, HashSet<(Guid Record, DateTime At)> chosen, CancellationToken cancellation)
    {
        Guid[] ids = [.. chosen.Select(c => c.Record).Distinct()];
        Dictionary<Guid, List<HistoryEntry>> entries = ids.ToDictionary(id => id, _ => new List<HistoryEntry>());
        Dictionary<Guid, object?[]> rows = [];
        session.Enqueue(
            HistoryReads.Since(history, caller.Schema).Bind(layout.Object.Name, ids.Select(id => id.ToString("D")).ToArray(), chosen.Min(c => c.At)),
            async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) entries[Guid.Parse(reader.GetString(0))].Add(HistoryEntry.Read(reader));
            });
        IReadOnlyList<FieldSlot> fields = [.. layout.Stored.Where(f => !f.IsEncrypted)];
        session.Enqueue(ReadStatements.ById(layout, caller.Schema, fields).Bind(ids), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                int at = 1;
                object?[] row = rows[reader.GetGuid(0)] = new object?[layout.Fields.Count];
                foreach (FieldSlot slot in fields) row[slot.Ordinal] = NamedReferences.Of(caller.Model, ColumnReader.Read(reader, slot, ref at));
            }
        });
        await session.FlushAsync(cancellation);
        // What was removed for good has no history either.
        return [.. rows.SelectMany(row => Unwind(layout, row.Key, row.Value, entries[row.Key], chosen))];
    }

    private static IEnumerable<EarlierSave> Unwind(RecordLayout layout, Guid id, object?[] values, List<HistoryEntry> entries, HashSet<(Guid Record, DateTime At)> chosen)
    {
        foreach (IGrouping<DateTime, HistoryEntry> save in entries.GroupBy(e => e.At).OrderByDescending(g => g.Key))
        {
            object?[] before = [.. values];
            foreach (HistoryEntry entry in save)
            {
                if (entry.Field is { } name && layout.TryGet(name, out FieldSlot? slot) && slot.Columns.Count > 0 && !slot.IsEncrypted) before[slot.Ordinal] = entry.Old(slot);
            }

            if (KindOf(save) is { } kind && chosen.Contains((id, save.Key))) yield return new EarlierSave(layout, id, kind, save.Key, save.First().By, kind == WriteKind.Create ? null : before, values);
            values = before;
        }
    }

    // What was made and changed in one transaction was made; whatever hooks do not hear of is none.
    private static WriteKind? KindOf(IEnumerable<HistoryEntry> save)
    {
        HashSet<string> kinds = [.. save.Select(e => e.Kind)];
        return kinds.Contains("create") ? WriteKind.Create
            : kinds.Contains("delete") ? WriteKind.Delete
            : kinds.Contains("restore") ? WriteKind.Restore
            : kinds.Contains("update") ? WriteKind.Update
            : null;
    }

    private static Guid LowestId(DateTime at) => Guid.ParseExact(
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds():x12}") + new string('0', 20), "N");

    private sealed record HistoryEntry(string? Field, string Kind, string? OldJson, DateTime At, Guid By)
    {
        public static HistoryEntry Read(NpgsqlDataReader row) => new(
            row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetDateTime(4), row.IsDBNull(5) ? Guid.Empty : row.GetGuid(5));

        public object? Old(FieldSlot slot)
        {
            if (OldJson is null) return null;
            using var json = JsonDocument.Parse(OldJson);
            return slot.Codec.ReadInput(json.RootElement.Clone()).Value;
        }
    }
}
