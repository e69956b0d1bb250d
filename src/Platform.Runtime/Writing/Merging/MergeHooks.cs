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

    /// <summary>Canonical values that hooks set of the record that stays.</summary>
    public Dictionary<FieldSlot, object?> Set { get; } = [];

    /// <summary>The write of the record that stays: what was asked for, and what hooks have set by then.</summary>
    public WriteRequest Kept() => new(request.Object, WriteKind.Update, [new WriteInput(request.Keep, request.Take, null)]) { LoadsWhole = _apply, Set = Set };

    /// <summary>Runs those before the merge.</summary>
    /// <returns>The write that was refused; null when the merge may go on.</returns>
    public async Task<WriteBatch?> BeforeAsync(CancellationToken cancellation)
    {
        if (!_apply) return null;
        WriteRequest delete = new(request.Object, WriteKind.Delete, [.. request.Merged.Select(id => new WriteInput(id, null, null))]) { IsMany = true, LoadsWhole = true };
        WriteBatch gone = await transaction.FindAsync(delete, caller, cancellation);
        if (gone.IsRefused) return gone;
        _merged = gone.Records;
        WriteBatch kept = await transaction.FindAsync(Kept(), caller, cancellation);
        if (kept.IsRefused) return kept;
        object?[] given = [.. kept.Records[0].Values];
        await hooks!.RunMergeAsync(kept, HookSide.Before, _merged, Nothing, cancellation);
        if (kept.IsRefused) return kept;
        foreach (FieldSlot slot in kept.Layout.Stored.Where(s => !Equals(kept.Records[0].Values[s.Ordinal], given[s.Ordinal]))) Set[slot] = kept.Records[0].Values[slot.Ordinal];
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
}
