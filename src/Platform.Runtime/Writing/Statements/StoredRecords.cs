using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Reads whole records within a write, as they are by then, with the rights of the platform.</summary>
internal static class StoredRecords
{
    /// <summary>Records of the batch's object, in the order of the ids: what is stored of each is what was and what is. Those that are gone are left out.</summary>
    public static async Task<IReadOnlyList<RecordWrite>> ReadAsync(WriteBatch batch, Guid[] ids, CancellationToken cancellation)
    {
        Dictionary<Guid, object?[]> rows = ids.ToDictionary(id => id, _ => new object?[batch.Layout.Fields.Count]);
        HashSet<Guid> found = [];
        Enqueue(batch, batch.Layout, rows, found);
        await batch.Session.FlushAsync(cancellation);
        return [.. ids.Where(found.Contains).Select(id => Record(batch.Layout, id, rows[id]))];
    }

    /// <summary>Queues the reading of rows of an object by their ids, all but what is encrypted; they are filled in after the flush.</summary>
    /// <param name="batch">The write.</param>
    /// <param name="layout">The object.</param>
    /// <param name="rows">Values by the ids of their records.</param>
    /// <param name="found">Gets the ids of those that are there.</param>
    public static void Enqueue(WriteBatch batch, RecordLayout layout, IReadOnlyDictionary<Guid, object?[]> rows, HashSet<Guid>? found = null)
    {
        FieldSlot[] fields = [.. layout.Stored.Where(f => !f.IsEncrypted)];
        batch.Session.Enqueue(ReadStatements.ById(layout, batch.Caller.Schema, fields).Bind(rows.Keys.Order().ToArray()), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                Guid id = reader.GetGuid(0);
                found?.Add(id);
                int at = 1;
                foreach (FieldSlot field in fields)
                {
                    rows[id][field.Ordinal] = NamedReferences.Of(batch.Model, ColumnReader.Read(reader, field, ref at));
                }
            }
        });
    }

    /// <summary>
    /// Queues the reading of records that the next statement updates, so that those who listen to the object are told whole ones: what was, and what is where the write says nothing of it. They are
    /// filled in after the flush; what the write leaves as it was does not count as changed.
    /// </summary>
    /// <param name="batch">The write.</param>
    /// <param name="layout">The object.</param>
    /// <param name="records">The records, with their new values and which fields those are; the stamps of the write are set.</param>
    public static void EnqueueBefore(WriteBatch batch, RecordLayout layout, IReadOnlyList<RecordWrite> records)
    {
        var byId = records.ToDictionary(r => r.Id);
        FieldSlot[] fields = [.. layout.Stored.Where(f => !f.IsEncrypted)];
        batch.Session.Enqueue(ReadStatements.ById(layout, batch.Caller.Schema, fields).Bind(byId.Keys.Order().ToArray()), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                RecordWrite record = byId[reader.GetGuid(0)];
                object?[] old = record.Old = new object?[layout.Fields.Count];
                int at = 1;
                foreach (FieldSlot field in fields) old[field.Ordinal] = NamedReferences.Of(batch.Model, ColumnReader.Read(reader, field, ref at));
                Complete(record, fields);
            }
        });
    }

    private static void Complete(RecordWrite record, FieldSlot[] fields)
    {
        RecordLayout layout = record.Layout;
        foreach (FieldSlot field in fields.Where(f => f != layout.UpdatedAt && f != layout.UpdatedBy))
        {
            object? old = record.Old![field.Ordinal];
            ref bool isChanged = ref record.IsChanged[field.Ordinal];
            if (!isChanged) record.Values[field.Ordinal] = old;
            else isChanged = !field.Codec.AreEqual(old, record.Values[field.Ordinal]);
        }

        record.Values[layout.Version.Ordinal] = (int)record.Old![layout.Version.Ordinal]! + 1;
    }

    private static RecordWrite Record(RecordLayout layout, Guid id, object?[] row)
    {
        RecordWrite record = new(layout, 0, WriteKind.Update, id) { Old = row };
        row.CopyTo(record.Values, 0);
        return record;
    }
}
