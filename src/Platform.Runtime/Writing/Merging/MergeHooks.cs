using System.Text.Json;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Merging;

/// <summary>Custom logic about a merge: it sees the record that stays and those that go, before anything has moved and once everything has.</summary>
/// <param name="transaction">The transaction.</param>
/// <param name="caller">Who merges.</param>
/// <param name="request">What is merged.</param>
/// <param name="hooks">Hooks of the transaction; null when the model has none.</param>
internal sealed class MergeHooks(WriteTransaction transaction, RecordCaller caller, MergeRequest request, IHookTransaction? hooks)
{
    private static readonly Dictionary<string, int> Nothing = [];
    private readonly bool _apply = hooks?.AppliesToMerges(caller.Model, request.Object.Name) == true;
    private IReadOnlyList<RecordWrite> _merged = [];

    /// <summary>What the record that stays takes over: what was asked for, and what hooks set.</summary>
    public IReadOnlyDictionary<string, object?> Take { get; private set; } = request.Take;

    /// <summary>The write of the record that stays, with what hooks see of it.</summary>
    public WriteRequest Kept(IReadOnlyDictionary<string, object?> fields) =>
        new(request.Object, WriteKind.Update, [new WriteInput(request.Keep, fields, null)]) { LoadsWhole = _apply };

    /// <summary>Runs those before the merge.</summary>
    /// <returns>The write that was refused; null when the merge may go on.</returns>
    public async Task<WriteBatch?> BeforeAsync(CancellationToken cancellation)
    {
        if (!_apply) return null;
        WriteRequest delete = new(request.Object, WriteKind.Delete, [.. request.Merged.Select(id => new WriteInput(id, null, null))]) { IsMany = true, LoadsWhole = true };
        WriteBatch gone = transaction.Begin(delete, caller);
        await WritePipeline.FindAsync(gone, cancellation);
        if (gone.IsRefused) return gone;
        _merged = gone.Records;
        WriteBatch kept = transaction.Begin(Kept(request.Take), caller);
        await WritePipeline.FindAsync(kept, cancellation);
        if (kept.IsRefused) return kept;
        object?[] given = [.. kept.Records[0].Values];
        await hooks!.RunMergeAsync(kept, HookSide.Before, _merged, Nothing, cancellation);
        if (kept.IsRefused) return kept;
        Take = WithChanges(kept.Records[0], given);
        return null;
    }

    /// <summary>Runs those after the merge.</summary>
    /// <param name="kept">The record that stays, written.</param>
    /// <param name="moved">How many records of each object were turned to it.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <returns>The write that was refused; null when the merge stands.</returns>
    public async Task<WriteBatch?> AfterAsync(WriteBatch kept, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation)
    {
        if (!_apply) return null;
        await hooks!.RunMergeAsync(kept, HookSide.After, _merged, moved, cancellation);
        return kept.IsRefused ? kept : null;
    }

    private Dictionary<string, object?> WithChanges(RecordWrite record, object?[] given)
    {
        Dictionary<string, object?> take = new(request.Take, StringComparer.Ordinal);
        foreach (FieldSlot slot in record.Layout.Stored)
        {
            object? value = record.Values[slot.Ordinal];
            if (Equals(value, given[slot.Ordinal])) continue;
            take[slot.Field.Name] = MergeUndo.Json(slot, value) is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null;
        }

        return take;
    }
}
