using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Custom logic before and after a write. Objects without hooks pass by.</summary>
internal static class HookStages
{
    /// <summary>Before: what hooks set is written along.</summary>
    public static async Task BeforeAsync(WriteBatch batch, CancellationToken cancellation)
    {
        Set(batch);
        if (batch.Hooks is not { } hooks || !Any(batch, kind => hooks.Applies(batch, kind, HookSide.Before))) return;
        await hooks.RunAsync(batch, HookSide.Before, cancellation);
        batch.ForgetRead();
    }

    /// <summary>Computation: the fields that hooks compute, and nothing else.</summary>
    public static async Task ComputeAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Hooks is not { } hooks || !Any(batch, kind => hooks.Applies(batch, kind, HookSide.Computation))) return;
        await hooks.RunAsync(batch, HookSide.Computation, cancellation);
        batch.ForgetRead();
    }

    /// <summary>Validation: what hooks object to, of records that nothing else is wrong with.</summary>
    public static async Task ValidateAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Hooks is not { } hooks || !Any(batch, kind => hooks.Applies(batch, kind, HookSide.Validation))) return;
        await hooks.RunAsync(batch, HookSide.Validation, cancellation);
    }

    /// <summary>After: everything is in the tables, and what was still to be decided about the write is decided.</summary>
    public static async Task AfterAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Hooks is not { } hooks || !Any(batch, kind => hooks.Applies(batch, kind, HookSide.After))) return;
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        if (!batch.IsRefused) await hooks.RunAsync(batch, HookSide.After, cancellation);
    }

    // What hooks of a merge have set is as what hooks set here: the caller's rights were asked before.
    private static void Set(WriteBatch batch)
    {
        if (batch.Set is not { Count: > 0 } values) return;
        foreach (RecordWrite record in batch.Records)
        {
            foreach ((FieldSlot slot, object? value) in values)
            {
                record.Values[slot.Ordinal] = value;
                record.IsGiven[slot.Ordinal] = true;
            }
        }
    }

    private static bool Any(WriteBatch batch, Func<WriteKind, bool> applies)
    {
        // Most batches are of one kind; an upsert is of two.
        WriteKind? last = null;
        foreach (RecordWrite record in batch.Records)
        {
            if (record.Kind == last) continue;
            last = record.Kind;
            if (applies(record.Kind)) return true;
        }

        return false;
    }
}
