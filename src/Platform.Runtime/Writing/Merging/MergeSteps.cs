using System.Text.Json;
using Platform.GraphQL;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Converting;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Merging;

/// <summary>
/// Makes one record of several, in one transaction: what refers or is linked to those that go is turned to the one that stays, they go to the recycle bin, and it takes
/// over the values that were chosen. Each step is a write of the pipeline, with its rules, history and events. The records themselves are written with the caller's
/// rights; what hangs on them moves with the platform's, as it does in a deletion.
/// </summary>
internal sealed class MergeSteps(WriteTransaction transaction, RecordCaller caller, MergeRequest request, CancellationToken cancellation)
{
    private readonly RecordCaller _platform = caller.Lent(PermissionCompiler.ForPlatform(caller.Model));
    private readonly MergeUndo _undo = new() { Merged = [.. request.Merged] };
    private readonly SortedDictionary<string, int> _moved = new(StringComparer.Ordinal);
    private readonly RecordLayout _layout = RecordLayout.Of(request.Object);

    /// <summary>How many records of each object were turned to the kept one.</summary>
    public IReadOnlyList<MovedRecords> Moved => [.. _moved.Select(m => new MovedRecords(m.Key, m.Value))];

    /// <summary>Carries the merge out.</summary>
    /// <returns>The write that was refused; null when everything stands.</returns>
    public async Task<WriteBatch?> RunAsync(Guid merge)
    {
        await LockAsync();
        WriteRequest touch = new(request.Object, WriteKind.Update, [new WriteInput(request.Keep, new Dictionary<string, object?>(), null)]);
        // Found and locked only: it is written once, at the end.
        WriteBatch locked = await transaction.FindAsync(touch, caller, cancellation);
        if (locked.IsRefused) return locked;
        if (await ConvertedRecords.RefuseMergedAsync(transaction, caller, request, cancellation) is { } converted) return converted;
        MergeHooks hooks = new(transaction, caller, request, locked.Hooks);
        if (await hooks.BeforeAsync(cancellation) is { } objected) return objected;
        if (await MoveReferencesAsync() is { } refused) return refused;
        if (await MoveDescriptionsAsync() is { } refusedTexts) return refusedTexts;
        if (await MoveLinksToAsync() is { } refusedLinks) return refusedLinks;
        if (await MoveLinksFromAsync() is { } refusedOwn) return refusedOwn;
        WriteRequest delete = new(request.Object, WriteKind.Delete, [.. request.Merged.Select(id => new WriteInput(id, null, null))]) { IsMany = true };
        WriteBatch deleted = await transaction.RunAsync(delete, caller, cancellation);
        if (deleted.IsRefused) return deleted;
        if (RefuseAwaited(deleted)) return deleted;
        WriteBatch kept = await transaction.RunAsync(hooks.Kept(), caller, cancellation);
        if (kept.IsRefused) return kept;
        NoteFields(kept.Records[0], hooks.Set);
        HistoryStage.Note(kept, HistoryStage.MergeKind, new MergeNote(request.Merged, _moved));
        transaction.Session.Enqueue(MergeStatements.Keep(caller.TenantId, merge, request.Object.Id, request.Keep, JsonSerializer.Serialize(_undo), caller.UserId));
        await transaction.Session.FlushAsync(cancellation);
        return await hooks.AfterAsync(kept, _moved, cancellation);
    }

    // Whoever adds something to one of them meanwhile waits, and finds that it has gone; what was added before is seen and moves.
    private Task LockAsync()
    {
        StatementTemplate statement = RecordStatements.Lock(_layout, caller, RowRight.Read, RowState.Live, SqlLockStrength.Update, []);
        transaction.Session.Enqueue(statement.Bind(request.Merged.Append(request.Keep).Order().ToArray(), caller.UserId, caller.Reach), (_, _) => ValueTask.CompletedTask);
        return transaction.Session.FlushAsync(cancellation);
    }

    // A record that goes only once that is approved would stay, with nothing left to it.
    private static bool RefuseAwaited(WriteBatch deleted)
    {
        foreach (RecordWrite record in deleted.Records.Where(r => r.AwaitsApproval)) record.Refuse(GraphQLErrorCode.Locked, null, new ValueProblem(WriteCodes.MergeAwaitsApproval));
        return deleted.IsRefused;
    }

    // An encrypted value is not kept anywhere in plain text: it stays as it was taken when the merge is undone.
    private void NoteFields(RecordWrite record, Dictionary<FieldSlot, object?> set)
    {
        foreach (FieldSlot slot in _layout.Fields)
        {
            if (!record.IsChanged[slot.Ordinal] || !record.IsGiven[slot.Ordinal] || slot.IsEncrypted || slot.IsLinks || slot.Field.ComputedBy is not null) continue;
            _undo.Fields.Add(new(slot.Field.Id, MergeUndo.Json(slot, record.Old![slot.Ordinal]), MergeUndo.Json(slot, record.Values[slot.Ordinal]), set.ContainsKey(slot)));
        }
    }

    private async Task<WriteBatch?> MoveReferencesAsync()
    {
        foreach (IncomingReference reference in ReferenceGraph.Of(caller.Model).To(request.Object))
        {
            List<(Guid Record, Guid From)> rows = [];
            transaction.Session.Enqueue(
                CascadeStatements.Referring(reference, caller.Schema, RowState.Live).Bind(request.Merged.Order().ToArray()),
                async (reader, c) =>
                {
                    while (await reader.ReadAsync(c)) rows.Add((reader.GetGuid(0), reader.GetGuid(1)));
                });
            await transaction.Session.FlushAsync(cancellation);
            ObjectModel source = reference.Source.Object;
            if (source.Name == request.Object.Name) rows.RemoveAll(r => request.Merged.Contains(r.Record));
            if (rows.Count == 0) continue;
            object target = reference.IsPolymorphic
                ? new Dictionary<string, object?> { ["object"] = request.Object.Name, ["id"] = request.Keep.ToString("D") }
                : request.Keep.ToString("D");
            string field = reference.Slot.Field.Name;
            WriteInput[] inputs = [.. rows.Select(r => new WriteInput(r.Record, new Dictionary<string, object?> { [field] = r.Record == request.Keep ? null : target }, null))];
            WriteBatch batch = await transaction.RunAsync(new WriteRequest(source, WriteKind.Update, inputs) { IsMany = true, Follows = true }, _platform, cancellation);
            if (batch.IsRefused) return batch;
            Count(source, rows.Count);
            _undo.References.AddRange(rows.Select(r => new MergeUndo.MovedReference(source.Id, reference.Slot.Field.Id, r.Record, r.From)));
        }

        return null;
    }

    private async Task<WriteBatch?> MoveDescriptionsAsync()
    {
        foreach (RecordLayout layout in DescribingRecords.Of(caller.Model))
        {
            IReadOnlyList<(Guid Id, Guid Record)> rows = await DescribingRecords.FindAsync(transaction.Session, layout, caller.Schema, request.Object, request.Merged, cancellation);
            if (rows.Count == 0) continue;
            WriteBatch batch = await transaction.RunAsync(DescribingRecords.Turn(layout, rows.Select(r => (r.Id, request.Keep))), _platform, cancellation);
            if (batch.IsRefused) return batch;
            Count(layout.Object, rows.Count);
            string field = layout[HistoryFields.Record].Field.Id;
            _undo.References.AddRange(rows.Select(r => new MergeUndo.MovedReference(layout.Object.Id, field, r.Id, r.Record)));
        }

        return null;
    }

    private async Task<WriteBatch?> MoveLinksToAsync()
    {
        foreach (ObjectModel source in caller.Model.Objects)
        {
            RecordLayout layout = RecordLayout.Of(source);
            foreach (FieldSlot slot in layout.Links.Where(l => ((ManyToManyType)l.Field.Type).Target == request.Object.Name))
            {
                ILookup<Guid, Guid> links = await LinksAsync(layout, slot, fromThem: false);
                List<MergeUndo.MovedLinks> changes = [];
                foreach (IGrouping<Guid, Guid> of in links)
                {
                    List<Guid> removed = [.. of.Where(t => t != request.Keep)];
                    bool goes = source.Name == request.Object.Name && request.Merged.Contains(of.Key);
                    if (removed.Count == 0 || goes) continue;
                    changes.Add(new(source.Id, slot.Field.Id, of.Key, of.Contains(request.Keep) || of.Key == request.Keep ? [] : [request.Keep], removed));
                }

                if (await ChangeLinksAsync(source, slot, changes) is { } refused) return refused;
            }
        }

        return null;
    }

    private async Task<WriteBatch?> MoveLinksFromAsync()
    {
        foreach (FieldSlot slot in _layout.Links)
        {
            ILookup<Guid, Guid> links = await LinksAsync(_layout, slot, fromThem: true);
            List<Guid> added =
            [
                .. request.Merged.SelectMany(m => links[m]).Distinct().Except(links[request.Keep])
                    .Where(id => id != request.Keep && !request.Merged.Contains(id)).Order(),
            ];
            if (added.Count == 0) continue;
            MergeUndo.MovedLinks change = new(request.Object.Id, slot.Field.Id, request.Keep, added, []);
            if (await ChangeLinksAsync(request.Object, slot, [change]) is { } refused) return refused;
        }

        return null;
    }

    private async Task<WriteBatch?> ChangeLinksAsync(ObjectModel source, FieldSlot slot, List<MergeUndo.MovedLinks> changes)
    {
        if (changes.Count == 0) return null;
        WriteBatch batch = await transaction.RunAsync(LinkChanges(source, slot, changes), _platform, cancellation);
        if (batch.IsRefused) return batch;
        Count(source, changes.Count);
        _undo.Links.AddRange(changes);
        return null;
    }

    /// <summary>The write that changes links as told.</summary>
    internal static WriteRequest LinkChanges(ObjectModel source, FieldSlot slot, IEnumerable<MergeUndo.MovedLinks> changes) => new(
        source, WriteKind.Update,
        [
            .. changes.Select(c => new WriteInput(
                c.Record,
                new Dictionary<string, object?> { [slot.Field.Name] = new Dictionary<string, object?> { ["add"] = Texts(c.Added), ["remove"] = Texts(c.Removed) } },
                null)),
        ])
    {
        IsMany = true,
        Follows = true,
    };

    private static IReadOnlyList<object?> Texts(IEnumerable<Guid> ids) => [.. ids.Select(id => (object?)id.ToString("D"))];

    private async Task<ILookup<Guid, Guid>> LinksAsync(RecordLayout layout, FieldSlot slot, bool fromThem)
    {
        List<(Guid Source, Guid Target)> links = [];
        transaction.Session.Enqueue(
            MergeStatements.Links(layout, slot, caller.Schema, fromThem).Bind(request.Merged.Append(request.Keep).ToArray()),
            async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) links.Add((reader.GetGuid(0), reader.GetGuid(1)));
            });
        await transaction.Session.FlushAsync(cancellation);
        return links.ToLookup(l => l.Source, l => l.Target);
    }

    private void Count(ObjectModel source, int records) => _moved[source.Name] = _moved.GetValueOrDefault(source.Name) + records;
}
