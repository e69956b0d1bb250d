using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Merging;

/// <summary>
/// Undoes a merge: the records that went come back, the kept one gives back the values that it took, and what was turned to it is turned back. What was changed since
/// stays as it is now.
/// </summary>
internal sealed class UnmergeSteps(WriteTransaction transaction, RecordCaller caller, ObjectModel target, CancellationToken cancellation)
{
    private readonly RecordCaller _platform = caller.Lent(PermissionCompiler.ForPlatform(caller.Model));
    private readonly RecordLayout _layout = RecordLayout.Of(target);

    /// <summary>The kept record; null when there is no such merge, or it cannot be undone any more.</summary>
    public Guid? Kept { get; private set; }

    /// <summary>Carries it out.</summary>
    /// <returns>The write that was refused; null when everything stands, or there is nothing to undo.</returns>
    public async Task<WriteBatch?> RunAsync(Guid merge)
    {
        if (await TakeAsync(merge) is not { } undo) return null;
        if (await GiveBackAsync(undo) is { } refused) return refused;
        WriteRequest restore = new(target, WriteKind.Restore, [.. undo.Merged.Select(id => new WriteInput(id, null, null))]) { IsMany = true };
        WriteBatch restored = await transaction.RunAsync(restore, caller, cancellation);
        if (restored.IsRefused) return restored;
        return await TurnBackAsync(undo) ?? await TurnDescriptionsBackAsync(undo) ?? await LinkBackAsync(undo);
    }

    private async Task<MergeUndo?> TakeAsync(Guid merge)
    {
        MergeUndo? undo = null;
        transaction.Session.Enqueue(MergeStatements.Take(caller.TenantId, merge, target.Id), async (reader, c) =>
        {
            if (!await reader.ReadAsync(c)) return;
            Kept = reader.GetGuid(0);
            undo = JsonSerializer.Deserialize<MergeUndo>(reader.GetString(1));
        });
        await transaction.Session.FlushAsync(cancellation);
        return undo;
    }

    private async Task<WriteBatch?> GiveBackAsync(MergeUndo undo)
    {
        List<(FieldSlot Slot, MergeUndo.ChangedField Change)> fields =
        [
            .. undo.Fields.Select(f => (Slot: _layout.Stored.FirstOrDefault(s => s.Field.Id == f.Field), f)).Where(f => f.Slot is not null).Select(f => (f.Slot!, f.f)),
        ];
        Dictionary<string, object?> old = [];
        Dictionary<FieldSlot, object?> set = [];
        StatementTemplate statement = RecordStatements.Lock(_layout, _platform, RowRight.Read, RowState.Live, null, [.. fields.Select(f => f.Slot)]);
        transaction.Session.Enqueue(statement.Bind(new[] { Kept!.Value }, caller.UserId, caller.Reach), async (reader, c) =>
        {
            if (!await reader.ReadAsync(c)) return;
            int at = 1;
            foreach ((FieldSlot slot, MergeUndo.ChangedField change) in fields)
            {
                object? value = NamedReferences.Of(caller.Model, ColumnReader.Read(reader, slot, ref at));
                if (MergeUndo.Json(slot, value) != change.Taken) continue;
                object? before = change.Old is null ? null : JsonSerializer.Deserialize<JsonElement>(change.Old);
                if (change.IsSet) set[slot] = before is null ? null : slot.Codec.ReadInput(before).Value;
                else old[slot.Field.Name] = before;
            }
        });
        await transaction.Session.FlushAsync(cancellation);
        WriteBatch kept = await transaction.RunAsync(
            new WriteRequest(target, WriteKind.Update, [new WriteInput(Kept.Value, old, null)]) { Set = set }, caller, cancellation);
        return kept.IsRefused ? kept : null;
    }

    private async Task<WriteBatch?> TurnBackAsync(MergeUndo undo)
    {
        foreach (IncomingReference reference in ReferenceGraph.Of(caller.Model).To(target))
        {
            Dictionary<Guid, Guid> from = undo.References
                .Where(r => r.Object == reference.Source.Object.Id && r.Field == reference.Slot.Field.Id).ToDictionary(r => r.Record, r => r.From);
            if (from.Count == 0) continue;
            List<Guid> present = [];
            transaction.Session.Enqueue(CascadeStatements.Referring(reference, caller.Schema, RowState.Live).Bind([new[] { Kept!.Value }]), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) present.Add(reader.GetGuid(0));
            });
            await transaction.Session.FlushAsync(cancellation);
            WriteInput[] inputs = [.. present.Where(from.ContainsKey).Select(id => new WriteInput(id, Value(reference, from[id]), null))];
            if (inputs.Length == 0) continue;
            WriteBatch batch = await transaction.RunAsync(
                new WriteRequest(reference.Source.Object, WriteKind.Update, inputs) { IsMany = true, Follows = true }, _platform, cancellation);
            if (batch.IsRefused) return batch;
        }

        return null;
    }

    private async Task<WriteBatch?> TurnDescriptionsBackAsync(MergeUndo undo)
    {
        foreach (RecordLayout layout in DescribingRecords.Of(caller.Model))
        {
            Dictionary<Guid, Guid> from = undo.References.Where(r => r.Object == layout.Object.Id && r.Field == layout[HistoryFields.Record].Field.Id).ToDictionary(r => r.Record, r => r.From);
            if (from.Count == 0) continue;
            IReadOnlyList<(Guid Id, Guid Record)> present = await DescribingRecords.FindAsync(transaction.Session, layout, caller.Schema, target, [Kept!.Value], cancellation);
            (Guid, Guid)[] moves = [.. present.Where(p => from.ContainsKey(p.Id)).Select(p => (p.Id, from[p.Id]))];
            if (moves.Length == 0) continue;
            WriteBatch batch = await transaction.RunAsync(DescribingRecords.Turn(layout, moves), _platform, cancellation);
            if (batch.IsRefused) return batch;
        }

        return null;
    }

    private Dictionary<string, object?> Value(IncomingReference reference, Guid to) => new()
    {
        [reference.Slot.Field.Name] = reference.IsPolymorphic
            ? new Dictionary<string, object?> { ["object"] = target.Name, ["id"] = to.ToString("D") }
            : to.ToString("D"),
    };

    private async Task<WriteBatch?> LinkBackAsync(MergeUndo undo)
    {
        foreach (IGrouping<(string, string), MergeUndo.MovedLinks> changes in undo.Links.GroupBy(l => (l.Object, l.Field)))
        {
            ObjectModel? source = caller.Model.Objects.FirstOrDefault(o => o.Id == changes.Key.Item1);
            FieldSlot? slot = source is null ? null : RecordLayout.Of(source).Links.FirstOrDefault(l => l.Field.Id == changes.Key.Item2);
            if (slot is null) continue;
            WriteRequest back = MergeSteps.LinkChanges(source!, slot, changes.Select(c => c with { Added = c.Removed, Removed = c.Added }));
            WriteBatch batch = await transaction.RunAsync(back, _platform, cancellation);
            if (batch.IsRefused) return batch;
        }

        return null;
    }
}
