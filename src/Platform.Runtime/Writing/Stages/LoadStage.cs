using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Comments;
using Platform.Runtime.Tasks;
using Platform.Runtime.Writing.Converting;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Rollups;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Stored records, locked in the order of their ids, with the row right of the write inside the statement: a row that the caller may not write is not
/// locked. Upserts find their records first.
/// </summary>
internal static class LoadStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        RefuseRepeats(batch);
        if (batch.MatchBy is { } key) await MatchAsync(batch, key, cancellation);
        foreach (WriteKind kind in new[] { WriteKind.Update, WriteKind.Delete, WriteKind.Restore, WriteKind.Purge })
        {
            IReadOnlyList<RecordWrite> records = batch.Standing(kind);
            if (records.Count > 0) await LoadAsync(batch, kind, records, cancellation);
        }

        if (batch.Targets is not null) await KeepTargetsAsync(batch, cancellation);
    }

    private static void RefuseRepeats(WriteBatch batch)
    {
        if (!batch.IsMany) return;
        Dictionary<Guid, int> first = [];
        foreach (RecordWrite record in batch.Records)
        {
            if (record.Kind == WriteKind.Create || first.TryAdd(record.Id, record.Index)) continue;
            record.Refuse(GraphQLErrorCode.BadUserInput, null, ValueProblem.With(WriteCodes.RepeatedRecord, "index", first[record.Id]));
        }
    }

    private static async Task LoadAsync(WriteBatch batch, WriteKind kind, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        RecordLayout layout = batch.Layout;
        IReadOnlyList<FieldSlot> fields = FieldsToLoad(batch, kind, records);
        (RowRight right, RowState state, SqlLockStrength? strength) = kind switch
        {
            WriteKind.Update => (RowRight.Edit, RowState.Live, SqlLockStrength.NoKeyUpdate),
            WriteKind.Delete => (RowRight.Delete, RowState.Live, SqlLockStrength.Update),
            WriteKind.Restore => (RowRight.Delete, RowState.Deleted, SqlLockStrength.Update),
            _ => (RowRight.Delete, RowState.Any, SqlLockStrength.Update),
        };
        Dictionary<Guid, RecordWrite> byId = records.ToDictionary(r => r.Id);
        Guid[] ids = [.. byId.Keys.Order()];
        SqlLockStrength? locked = batch.IsLook ? null : strength;
        StatementTemplate statement = ids.Length == 1
            ? RecordStatements.LockOne(layout, batch.Caller, right, state, locked, fields)
            : RecordStatements.Lock(layout, batch.Caller, right, state, locked, fields);
        batch.Session.Enqueue(statement.Bind(ids.Length == 1 ? ids[0] : ids, batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) Accept(batch, byId[reader.GetGuid(0)], fields, reader);
        });
        LinkLoading.Enqueue(batch, records);
        await batch.Session.FlushAsync(cancellation);
        await MissingRecords.RefuseAsync(batch, kind, [.. records.Where(r => r.Old is null)], cancellation);
        await VersionGuard.RefuseAsync(batch, [.. records.Where(r => r.Old is not null)], cancellation);
    }

    /// <summary>What the write may change or has to know: given fields, what expressions and rollups read, the version with its author, and what uniqueness depends on when a record comes back.</summary>
    private static IReadOnlyList<FieldSlot> FieldsToLoad(WriteBatch batch, WriteKind kind, IReadOnlyList<RecordWrite> records)
    {
        RecordLayout layout = batch.Layout;
        // Hooks and listeners see whole records.
        if (batch.LoadsWhole || batch.Hooks?.Applies(batch, kind) == true || batch.ListenersTo(layout, kind).Any() || TaskFields.Is(layout) || CommentStage.Is(layout)) return layout.Stored;
        HashSet<FieldSlot> wanted = [layout.Version, layout.UpdatedAt, layout.UpdatedBy];

        // A detail is locked while its master waits for approval.
        if (layout.MasterReference is { } master && !batch.Model.FlowsOf(master.Targets[0]).IsEmpty) wanted.Add(master.Slot);
        if (kind == WriteKind.Update)
        {
            if (ConvertedRecords.SlotOf(batch.Model, layout) is { } converted) wanted.Add(converted);
            foreach (FieldSlot slot in layout.Stored)
            {
                if (records.Any(r => r.IsGiven[slot.Ordinal]) || batch.Set?.ContainsKey(slot) == true) wanted.Add(slot);
            }

            if (batch.Expressions is { } expressions) wanted.UnionWith(expressions.OfUpdates);
            wanted.UnionWith([.. DuplicateRuleCheck.FieldsToLoad(batch.Model, layout, wanted.Contains)]);

            // What a record added to rollups is taken away when it adds something else.
            wanted.UnionWith(RollupGraph.Of(batch.Model).ImageOf(layout.Object.Name));

            // A unique combination is checked as a whole when one of its fields changes.
            foreach (IndexModel index in layout.Object.Indexes.Where(i => i.Unique && i.Fields.Any(f => wanted.Contains(layout[f]))).ToList())
            {
                wanted.UnionWith(index.Fields.Select(f => layout[f]));
            }
        }
        else if (kind == WriteKind.Restore)
        {
            wanted.Add(layout.DeletedAt);
            wanted.UnionWith(layout.Object.Indexes.Where(i => i.Unique).SelectMany(i => i.Fields).Select(f => layout[f]));
            if (layout.MasterReference is { } above) wanted.Add(above.Slot);
        }

        return [.. wanted.OrderBy(s => s.Ordinal)];
    }

    private static void Accept(WriteBatch batch, RecordWrite record, IReadOnlyList<FieldSlot> fields, NpgsqlDataReader reader)
    {
        object?[] old = new object?[record.Layout.Fields.Count];
        int at = 1;
        foreach (FieldSlot slot in fields)
        {
            object? value = NamedReferences.Of(batch.Model, ColumnReader.Read(reader, slot, ref at));
            if (slot.IsEncrypted && value is byte[] stored)
            {
                CipherPlace place = new(batch.Caller.TenantId, record.Layout.Object.Id, slot.Field.Id, record.Id);
                value = batch.Cipher.TryDecrypt(stored, place) is { } text ? text : new UnreadableValue(stored);
            }

            old[slot.Ordinal] = value;
            if (!record.IsGiven[slot.Ordinal]) record.Values[slot.Ordinal] = value;
        }

        record.Old = old;
    }

    /// <summary>Upsert: inputs whose key a live record has become updates of that record.</summary>
    private static async Task MatchAsync(WriteBatch batch, FieldSlot key, CancellationToken cancellation)
    {
        IndexModel index = batch.Layout.Object.Indexes.First(i => i.Unique && i.Fields.Count == 1 && i.Fields[0] == key.Field.Name);
        foreach (RecordWrite record in batch.Records)
        {
            if (!record.IsRefused && record.Values[key.Ordinal] is null)
            {
                record.Refuse(GraphQLErrorCode.ValidationFailed, key.Field.Name, new ValueProblem(WriteCodes.KeyMissing));
            }
        }

        DuplicateCheck.RefuseRepeatedInputs(batch.Records, index);
        IReadOnlyList<RecordWrite> records = [.. batch.Records.Where(r => !r.IsRefused)];
        if (records.Count == 0) return;
        DuplicateCheck.Enqueue(batch, index, records, (record, id) =>
        {
            record.Kind = WriteKind.Update;
            record.Id = id;
        });
        await batch.Session.FlushAsync(cancellation);
    }

    /// <summary>Update by filter: what was changed by others between selection and lock, so that it no longer matches, is left alone.</summary>
    private static async Task KeepTargetsAsync(WriteBatch batch, CancellationToken cancellation)
    {
        HashSet<Guid> matching = [];
        batch.Session.Enqueue(batch.Targets!, async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) matching.Add(reader.GetGuid(0));
        });
        await batch.Session.FlushAsync(cancellation);
        batch.Records.RemoveAll(r => !matching.Contains(r.Id));
    }
}
