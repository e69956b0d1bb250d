namespace Platform.Metadata.Documents;

/// <summary>
/// When a hook runs. Before: inside the write, before rules are checked; what it sets is written along. After: inside the write, once records are written. After commit: by
/// itself, in a transaction of its own, at least once.
/// </summary>
public enum HookEvent
{
    /// <summary>Before records are created.</summary>
    BeforeInsert,

    /// <summary>Before records are changed.</summary>
    BeforeUpdate,

    /// <summary>Before records go to the recycle bin.</summary>
    BeforeDelete,

    /// <summary>Before records come back from the recycle bin.</summary>
    BeforeRestore,

    /// <summary>After records were created.</summary>
    AfterInsert,

    /// <summary>After records were changed.</summary>
    AfterUpdate,

    /// <summary>After records went to the recycle bin.</summary>
    AfterDelete,

    /// <summary>After records came back from the recycle bin.</summary>
    AfterRestore,

    /// <summary>Once the creation of records is committed.</summary>
    AfterCommitInsert,

    /// <summary>Once changes of records are committed.</summary>
    AfterCommitUpdate,

    /// <summary>Once the deletion of records is committed.</summary>
    AfterCommitDelete,

    /// <summary>Once the restoration of records is committed.</summary>
    AfterCommitRestore,

    /// <summary>When its schedule says so, without records.</summary>
    Schedule,

    /// <summary>When an action of a process calls it, inside the transaction.</summary>
    Process,

    /// <summary>When an action of a process has called it, once that is committed.</summary>
    AfterCommitProcess,

    /// <summary>Before several records become one: nothing has moved yet, and what the hook sets of the one that stays is written along.</summary>
    BeforeMerge,

    /// <summary>After several records became one.</summary>
    AfterMerge,

    /// <summary>While a record is filled in, and again when it is saved, once nothing else is wrong with it: the hook may object, and changes nothing.</summary>
    Validate,

    /// <summary>When an approval flow asks who approves a record; see <see cref="ApproverKind.Hook"/>.</summary>
    Approvers,

    /// <summary>When another system calls an inbound endpoint that names the hook.</summary>
    Inbound,

    /// <summary>Whenever records are saved, once everything else is set: it computes the fields that name it, and nothing else.</summary>
    Compute,

    /// <summary>Before a record becomes something else: nothing is written yet, and what the hook sets of it and of what it becomes is written along.</summary>
    BeforeConvert,

    /// <summary>After a record became something else.</summary>
    AfterConvert,
}
