namespace Platform.Metadata.Documents;

/// <summary>What follows from the event of a hook.</summary>
public static class HookEvents
{
    /// <summary>The hook runs within the save of a record.</summary>
    public static bool RunsInSaves(HookEvent @event) =>
        @event is HookEvent.BeforeInsert or HookEvent.BeforeUpdate or HookEvent.BeforeDelete or HookEvent.BeforeRestore
            or HookEvent.AfterInsert or HookEvent.AfterUpdate or HookEvent.AfterDelete or HookEvent.AfterRestore or HookEvent.Validate or HookEvent.Compute;

    /// <summary>The hook runs outside of any write, in a transaction of its own: only there it may call other systems.</summary>
    public static bool RunsAlone(HookEvent @event) =>
        @event is HookEvent.AfterCommitInsert or HookEvent.AfterCommitUpdate or HookEvent.AfterCommitDelete or HookEvent.AfterCommitRestore
            or HookEvent.AfterCommitProcess or HookEvent.Schedule;
}
