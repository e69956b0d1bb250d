using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>Events of hooks by kinds of writes.</summary>
internal static class HookKinds
{
    /// <summary>The event within a write; null for one without hooks.</summary>
    public static HookEvent? EventOf(WriteKind kind, HookSide side) => (kind, side) switch
    {
        (WriteKind.Create or WriteKind.Update, HookSide.Validation) => HookEvent.Validate,
        (WriteKind.Create or WriteKind.Update, HookSide.Computation) => HookEvent.Compute,
        (_, HookSide.Validation or HookSide.Computation) => null,
        (WriteKind.Create, HookSide.Before) => HookEvent.BeforeInsert,
        (WriteKind.Create, _) => HookEvent.AfterInsert,
        (WriteKind.Update, HookSide.Before) => HookEvent.BeforeUpdate,
        (WriteKind.Update, _) => HookEvent.AfterUpdate,
        (WriteKind.Delete, HookSide.Before) => HookEvent.BeforeDelete,
        (WriteKind.Delete, _) => HookEvent.AfterDelete,
        (WriteKind.Restore, HookSide.Before) => HookEvent.BeforeRestore,
        (WriteKind.Restore, _) => HookEvent.AfterRestore,
        _ => null,
    };

    /// <summary>The event once a write is committed; null for one without hooks.</summary>
    public static HookEvent? CommittedEventOf(WriteKind kind) => kind switch
    {
        WriteKind.Create => HookEvent.AfterCommitInsert,
        WriteKind.Update => HookEvent.AfterCommitUpdate,
        WriteKind.Delete => HookEvent.AfterCommitDelete,
        WriteKind.Restore => HookEvent.AfterCommitRestore,
        _ => null,
    };

    /// <summary>The kind of write and the side of it of an event; null for one that belongs to no write.</summary>
    public static (WriteKind Kind, HookSide Side)? WriteOf(HookEvent @event)
    {
        // Of a merge, the record that stays is changed, of a conversion the one that is converted.
        if (@event is HookEvent.BeforeMerge or HookEvent.BeforeConvert) return (WriteKind.Update, HookSide.Before);
        if (@event is HookEvent.AfterMerge or HookEvent.AfterConvert) return (WriteKind.Update, HookSide.After);
        foreach (WriteKind kind in Enum.GetValues<WriteKind>())
        {
            foreach (HookSide side in Enum.GetValues<HookSide>())
            {
                if (EventOf(kind, side) == @event) return (kind, side);
            }
        }

        return null;
    }

    /// <summary>The event as documents and scripts name it.</summary>
    public static string NameOf(HookEvent @event) => JsonNamingPolicy.CamelCase.ConvertName(@event.ToString());
}
