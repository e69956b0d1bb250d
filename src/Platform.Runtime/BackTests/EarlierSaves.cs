using System.Globalization;
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
        RecordPasts pasts = new(session, caller, history);
        List<EarlierSave> saves = [];
        foreach (RecordLayout layout in objects)
        {
            HashSet<(Guid Record, DateTime At)> own = [.. chosen.Where(c => c.Object == layout.Object.Name).Select(c => (c.Record, c.At))];
            if (own.Count == 0) continue;
            IReadOnlyDictionary<Guid, RecordPast> found = await pasts.ReadAsync(layout, [.. own.Select(o => o.Record).Distinct()], own.Min(o => o.At), cancellation);
            await new EarlierActs(pasts, caller.Model).AddAsync(saves, found.Values, own, cancellation);
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

    private static Guid LowestId(DateTime at) => Guid.ParseExact(
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds():x12}") + new string('0', 20), "N");
}
