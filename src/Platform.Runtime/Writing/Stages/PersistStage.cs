using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Fields;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Rows and links: one statement for all new records, one for all changed ones, one per link table and direction.</summary>
internal static class PersistStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        Insert(batch, batch.Standing(WriteKind.Create));
        Update(batch, batch.Standing(WriteKind.Update));
        WriteLinks(batch);
        await RecycleBin.DeleteAsync(batch, batch.Standing(WriteKind.Delete), cancellation);
        await RecycleBin.RestoreAsync(batch, batch.Standing(WriteKind.Restore), cancellation);
        await RecycleBin.PurgeAsync(batch, batch.Standing(WriteKind.Purge), cancellation);
        batch.Returned?.Close(batch.Session);
        if (RollupStage.Concerns(batch)) batch.Session.Unsummed++;
    }

    private static void Insert(WriteBatch batch, IReadOnlyList<RecordWrite> records)
    {
        if (records.Count == 0) return;
        // A field with a constant default is always written: the table may have a default of its own, and a blank that the caller chose must stay.
        IReadOnlyList<FieldSlot> fields =
        [
            .. batch.Layout.Stored.Where(f => f.Field.Default is not null || f.Field.Type is CheckboxType || records.Any(r => r.Values[f.Ordinal] is not null)),
        ];
        Enqueue(batch, RecordInsert.Of(batch, batch.Layout, records, fields, batch.Returned?.Record));
        AddWritten(batch, records);
    }

    private static void Update(WriteBatch batch, IReadOnlyList<RecordWrite> records)
    {
        if (records.Count == 0) return;
        RecordLayout layout = batch.Layout;
        // Rows are locked, so a field that only some records change gets its present value in the others.
        IReadOnlyList<FieldSlot> fields =
        [
            .. layout.Stored.Where(f => f == layout.UpdatedAt || f == layout.UpdatedBy || records.Any(r => r.IsChanged[f.Ordinal])),
        ];
        string schema = batch.Caller.Schema;
        ReturnedRecord? returned = batch.Returned?.Record;
        Enqueue(batch, records.Count == 1
            ? RecordStatements.UpdateOne(layout, schema, fields, returned).Bind([.. ColumnValues.Of(batch, records[0], fields), records[0].Id])
            : RecordStatements.UpdateMany(layout, schema, fields, returned)
                .Bind([.. fields.SelectMany(f => ColumnValues.Arrays(batch, records, f)), records.Select(r => r.Id).ToArray()]));
        AddWritten(batch, records);
    }

    private static void Enqueue(WriteBatch batch, NpgsqlBatchCommand command)
    {
        if (batch.Returned is { } returned) batch.Session.Enqueue(command, returned.ReadAsync);
        else batch.Session.Enqueue(command);
    }

    private static void WriteLinks(WriteBatch batch)
    {
        foreach (FieldSlot slot in batch.Layout.Links)
        {
            List<(Guid Source, LinkDelta Delta)> deltas = [];
            foreach (RecordWrite record in batch.Records)
            {
                if (!record.IsRefused && record.LinkDeltas.TryGetValue(slot, out LinkDelta? delta)) deltas.Add((record.Id, delta));
            }

            SqlTable table = new(batch.Caller.Schema, slot.Field.LinkTable!);
            Enqueue(batch, $"add links {slot.Ordinal} {table.Schema}", () => LinkStatements.Add(table), deltas.SelectMany(d => d.Delta.Added.Select(t => (d.Source, t))));
            Enqueue(batch, $"remove links {slot.Ordinal} {table.Schema}", () => LinkStatements.Remove(table), deltas.SelectMany(d => d.Delta.Removed.Select(t => (d.Source, t))));
        }
    }

    private static void Enqueue(WriteBatch batch, string key, Func<StatementTemplate> print, IEnumerable<(Guid Source, Guid Target)> links)
    {
        IReadOnlyList<(Guid Source, Guid Target)> pairs = [.. links];
        if (pairs.Count == 0) return;
        batch.Session.Enqueue(batch.Layout.Template(key, print).Bind(pairs.Select(p => p.Source).ToArray(), pairs.Select(p => p.Target).ToArray()));
    }

    private static void AddWritten(WriteBatch batch, IReadOnlyList<RecordWrite> records) =>
        batch.Written.AddRange(records.Select(r => new WrittenRecord(r.Layout, r.Id, r.Kind, r)));
}
