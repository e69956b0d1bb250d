namespace Platform.GraphQL.Schema;

/// <summary>What a mutation field does, and which arguments it has.</summary>
public enum MutationKind
{
    /// <summary><c>createX(input: XCreate!)</c>.</summary>
    Create,

    /// <summary><c>createXs(inputs: [XCreate!]!, allOrNone: Boolean! = true)</c>.</summary>
    CreateMany,

    /// <summary><c>updateX(id: ID!, input: XUpdate!, ifVersion: Int)</c>.</summary>
    Update,

    /// <summary><c>advanceX(id: ID!, to: String!, input: XUpdate, ifVersion: Int)</c>: into another stage of its pipeline.</summary>
    Advance,

    /// <summary>
    /// <c>updateXs(changes: [XChange!], filter: XFilter, input: XUpdate, allOrNone: Boolean! = true)</c>: either <c>changes</c> (each with
    /// <c>id</c>, <c>input</c>, <c>ifVersion</c>) or both <c>filter</c> and <c>input</c>. The filter has become the targets of the planned mutation.
    /// </summary>
    UpdateMany,

    /// <summary><c>upsertXs(by: XUniqueField!, inputs: [XCreate!]!, allOrNone: Boolean! = true)</c>; <c>by</c> is the name of a unique field.</summary>
    Upsert,

    /// <summary><c>deleteX(id: ID!, ifVersion: Int)</c>: into the recycle bin.</summary>
    Delete,

    /// <summary><c>deleteXs(ids: [ID!]!, allOrNone: Boolean! = true)</c>.</summary>
    DeleteMany,

    /// <summary><c>restoreX(id: ID!)</c>: out of the recycle bin.</summary>
    Restore,

    /// <summary><c>purgeX(id: ID!)</c>: for good.</summary>
    Purge,

    /// <summary><c>mergeXs(keep: ID!, merge: [ID!]!, take: XUpdate, dryRun: Boolean! = false)</c>: one record of several.</summary>
    Merge,

    /// <summary><c>unmergeXs(merge: ID!)</c>: undoes a merge.</summary>
    Unmerge,

    /// <summary><c>validateX(id: ID, input: XCreate!)</c>, among the queries: what hooks would object to; nothing is written.</summary>
    Validate,

    /// <summary><c>convertX(id: ID!, conversion: String, targets: XConversionTargets, ifVersion: Int, dryRun: Boolean! = false)</c>: into what its conversions say.</summary>
    Convert,

    /// <summary><c>convertXs(ids: [ID!]!, conversion: String, attach: Boolean! = false, allOrNone: Boolean! = true)</c>.</summary>
    ConvertMany,

    // Everything from here on is about approvals.

    /// <summary><c>submitXForApproval(id: ID!, flow: String, comment: String, approvers: [ApprovalChoice!])</c>.</summary>
    SubmitForApproval,

    /// <summary><c>approveApprovalTasks(ids: [ID!]!, comment: String, approvers: [ID!], allOrNone: Boolean! = true)</c>.</summary>
    ApproveTasks,

    /// <summary><c>rejectApprovalTasks(ids: [ID!]!, comment: String, allOrNone: Boolean! = true)</c>.</summary>
    RejectTasks,

    /// <summary><c>returnApprovalTask(id: ID!, to: String, comment: String)</c>: to an earlier step, or to the submitter.</summary>
    ReturnTask,

    /// <summary><c>transferApprovalTask(id: ID!, to: ID!, comment: String)</c>.</summary>
    TransferTask,

    /// <summary><c>delegateApprovalTask(id: ID!, to: ID!, comment: String)</c>: for an opinion.</summary>
    DelegateTask,

    /// <summary><c>addApprovalSigner(id: ID!, user: ID!, after: Boolean! = false, comment: String)</c>.</summary>
    AddSigner,

    /// <summary><c>removeApprovalSigner(id: ID!, comment: String)</c>.</summary>
    RemoveSigner,

    /// <summary><c>takeBackApprovalTask(id: ID!, comment: String)</c>.</summary>
    TakeBackTask,

    /// <summary><c>recallApprovalRequest(id: ID!, comment: String)</c>.</summary>
    RecallRequest,

    /// <summary><c>copyApprovalRequest(id: ID!, users: [ID!]!, comment: String)</c>.</summary>
    CopyRequest,

    /// <summary><c>remindApprovalRequest(id: ID!, comment: String)</c>.</summary>
    RemindRequest,

    /// <summary><c>commentApprovalRequest(id: ID!, comment: String!)</c>.</summary>
    CommentRequest,
}
