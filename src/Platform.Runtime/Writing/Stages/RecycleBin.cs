using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Merging;
using Platform.Runtime.Writing.Rollups;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Deletion, restoration and removal for good. Everything that one deletion took along has its instant, by which it comes back together.
/// </summary>
internal static class RecycleBin
{
    /// <summary>Moves records and all that goes with them into the recycle bin.</summary>
    public static async Task DeleteAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return;
        Cascade cascade = await Cascade.CollectAsync(batch, records, RowState.Live, null, cancellation);
        await cascade.RefuseReferencedAsync(RowState.Live, cancellation);
        Write(batch, cascade, WriteKind.Delete, batch.Now);
    }

    /// <summary>Takes records out of the recycle bin, with all that was deleted with them.</summary>
    public static async Task RestoreAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        foreach (IGrouping<DateTime, RecordWrite> deletion in records.GroupBy(r => (DateTime)r.Old![batch.Layout.DeletedAt.Ordinal]!))
        {
            Cascade cascade = await Cascade.CollectAsync(batch, [.. deletion], RowState.Deleted, deletion.Key, cancellation);
            await RefuseWithoutMasterAsync(batch, [.. deletion], cancellation);
            Write(batch, cascade, WriteKind.Restore, null);
        }
    }

    /// <summary>Removes records and all that goes with them for good.</summary>
    public static async Task PurgeAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return;
        Cascade cascade = await Cascade.CollectAsync(batch, records, RowState.Any, null, cancellation);
        await cascade.RefuseReferencedAsync(RowState.Any, cancellation);
        if (batch.IsRefused) return;
        string schema = batch.Caller.Schema;
        bool hasRollups = false;
        foreach ((RecordLayout layout, IReadOnlyList<(Guid Id, RecordWrite? Record)> members) in Standing(batch, cascade))
        {
            hasRollups |= PurgedParents.Enqueue(batch, layout, [.. members.Select(m => m.Id)]);
        }

        if (hasRollups) await batch.Session.FlushAsync(cancellation);
        foreach ((RecordLayout layout, IReadOnlyList<(Guid Id, RecordWrite? Record)> members) in Standing(batch, cascade).Reverse())
        {
            Guid[] ids = [.. members.Select(m => m.Id)];
            foreach (IncomingReference reference in ReferenceGraph.Of(batch.Model).To(layout.Object).Where(r => r.IsEmptiedByPurge))
            {
                batch.Session.Enqueue(CascadeStatements.Clear(reference, schema).Bind(ids));
            }

            batch.Session.Enqueue(RecordStatements.Delete(layout, schema).Bind(ids));
            batch.Session.Enqueue(MergeStatements.Forget(batch.Caller.TenantId, ids));
            batch.Written.AddRange(members.Select(m => new WrittenRecord(layout, m.Id, WriteKind.Purge, m.Record)));
        }
    }

    private static void Write(WriteBatch batch, Cascade cascade, WriteKind kind, DateTime? deletedAt)
    {
        if (batch.IsRefused) return;
        foreach ((RecordLayout layout, IReadOnlyList<(Guid Id, RecordWrite? Record)> members) in Standing(batch, cascade))
        {
            Guid[] ids = [.. members.Select(m => m.Id)];
            batch.Session.Enqueue(CascadeStatements.SetDeleted(layout, batch.Caller.Schema).Bind(ids, deletedAt, batch.Now, batch.Caller.UserId));
            batch.Written.AddRange(members.Select(m => new WrittenRecord(layout, m.Id, kind, m.Record)));
        }
    }

    /// <summary>Members whose root stands, in the order of their ids.</summary>
    private static IEnumerable<(RecordLayout Layout, IReadOnlyList<(Guid Id, RecordWrite? Record)> Members)> Standing(WriteBatch batch, Cascade cascade)
    {
        foreach ((RecordLayout layout, Dictionary<Guid, RecordWrite> all) in cascade.Members)
        {
            IReadOnlyList<(Guid, RecordWrite?)> members =
            [
                .. all.Where(m => !m.Value.IsRefused).OrderBy(m => m.Key)
                    .Select(m => (m.Key, layout == batch.Layout && m.Key == m.Value.Id ? m.Value : null)),
            ];
            if (members.Count > 0) yield return (layout, members);
        }
    }

    private static async Task RefuseWithoutMasterAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (batch.Layout.MasterReference is not { } reference) return;
        RecordLayout master = RecordLayout.Of(batch.Model.Object(reference.Targets[0]));
        HashSet<Guid> deleted = [];
        Guid[] ids = [.. records.Select(r => r.Old![reference.Slot.Ordinal]).OfType<Guid>().Distinct()];
        // Whatever state they are in, they stay in it until the details are back: whoever deletes one waits, and takes those along.
        FieldSlot deletedAt = master[SystemFields.DeletedAt];
        StatementTemplate statement = RecordStatements.Lock(master, batch.Caller, RowRight.None, RowState.Any, SqlLockStrength.KeyShare, [deletedAt]);
        batch.Session.Enqueue(statement.Bind([ids.Order().ToArray(), batch.Caller.UserId, batch.Caller.Reach]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                int at = 1;
                if (ColumnReader.Read(reader, deletedAt, ref at) is not null) deleted.Add(reader.GetGuid(0));
            }
        });
        await batch.Session.FlushAsync(cancellation);
        foreach (RecordWrite record in records)
        {
            if (record.Old![reference.Slot.Ordinal] is Guid id && deleted.Contains(id))
            {
                record.Refuse(GraphQLErrorCode.ValidationFailed, reference.Slot.Field.Name, new ValueProblem(WriteCodes.MasterDeleted));
            }
        }
    }
}
