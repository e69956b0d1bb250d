using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.BackTests;

/// <summary>Reads records with what history tells of them, with the rights of the platform.</summary>
/// <param name="session">The transaction.</param>
/// <param name="caller">Whose tenant and model.</param>
/// <param name="history">The object of history.</param>
internal sealed class RecordPasts(WriteSession session, RecordCaller caller, RecordLayout history)
{
    /// <summary>Records by their ids, in the recycle bin too; what was removed for good is not among them.</summary>
    /// <param name="layout">Their object.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="since">The instant since which what happened to them is read, UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyDictionary<Guid, RecordPast>> ReadAsync(RecordLayout layout, Guid[] ids, DateTime since, CancellationToken cancellation)
    {
        Dictionary<Guid, List<HistoryEntry>> entries = ids.ToDictionary(id => id, _ => new List<HistoryEntry>());
        Dictionary<Guid, RecordPast> pasts = [];
        session.Enqueue(
            HistoryReads.Since(history, caller.Schema).Bind(layout.Object.Name, ids.Select(id => id.ToString("D")).ToArray(), since),
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
                object?[] row = new object?[layout.Fields.Count];
                foreach (FieldSlot slot in fields) row[slot.Ordinal] = NamedReferences.Of(caller.Model, ColumnReader.Read(reader, slot, ref at));
                pasts[reader.GetGuid(0)] = new RecordPast(layout, reader.GetGuid(0), row, entries[reader.GetGuid(0)]);
            }
        });
        await session.FlushAsync(cancellation);
        return pasts;
    }
}
