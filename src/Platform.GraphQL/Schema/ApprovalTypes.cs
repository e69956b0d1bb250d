using System.Diagnostics;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Permissions;

namespace Platform.GraphQL.Schema;

/// <summary>The mutations of approvals: the same for every object.</summary>
internal static class ApprovalTypes
{
    private static readonly GraphQLType String = BuiltInScalars.String, Id = BuiltInScalars.Id;

    /// <summary>Whom the submitter chooses for a step.</summary>
    public static readonly InputObjectType Choice = new("ApprovalChoice", Members.Of(
        new InputValueDefinition("step", String.AsNonNull()) { Description = "Name of the step." },
        new InputValueDefinition("users", FixedTypes.ListOf(Id)) { Description = "Who is to be asked." }))
    {
        Description = "Approvers whom the submitter chooses for a step.",
    };

    /// <summary>Acts on tasks and requests: name, kind, object of the ids.</summary>
    public static IReadOnlyList<(string Name, MutationKind Kind, string Subject)> Acts { get; } =
    [
        ("approveApprovalTasks", MutationKind.ApproveTasks, ApprovalFields.TaskObject),
        ("rejectApprovalTasks", MutationKind.RejectTasks, ApprovalFields.TaskObject),
        ("returnApprovalTask", MutationKind.ReturnTask, ApprovalFields.TaskObject),
        ("transferApprovalTask", MutationKind.TransferTask, ApprovalFields.TaskObject),
        ("delegateApprovalTask", MutationKind.DelegateTask, ApprovalFields.TaskObject),
        ("addApprovalSigner", MutationKind.AddSigner, ApprovalFields.TaskObject),
        ("removeApprovalSigner", MutationKind.RemoveSigner, ApprovalFields.TaskObject),
        ("takeBackApprovalTask", MutationKind.TakeBackTask, ApprovalFields.TaskObject),
        ("recallApprovalRequest", MutationKind.RecallRequest, ApprovalFields.RequestObject),
        ("copyApprovalRequest", MutationKind.CopyRequest, ApprovalFields.RequestObject),
        ("remindApprovalRequest", MutationKind.RemindRequest, ApprovalFields.RequestObject),
        ("commentApprovalRequest", MutationKind.CommentRequest, ApprovalFields.RequestObject),
    ];

    /// <summary>What a mutation does.</summary>
    public static string Describe(MutationKind kind) => kind switch
    {
        MutationKind.SubmitForApproval => "Submits a record for approval, by the named flow or the first that fits; again after it was returned.",
        MutationKind.ApproveTasks => "Approves tasks of the caller; all of them, or with `allOrNone: false` those that can be.",
        MutationKind.RejectTasks => "Rejects tasks of the caller.",
        MutationKind.ReturnTask => "Sends the request of a task back to an earlier step, or to the submitter.",
        MutationKind.TransferTask => "Hands a task to somebody else; administrators may do so for others.",
        MutationKind.DelegateTask => "Asks somebody for an opinion; the task comes back with it.",
        MutationKind.AddSigner => "Adds somebody who approves too: before the caller, who decides after them; or after, approving with it.",
        MutationKind.RemoveSigner => "Takes away somebody whom the caller had added.",
        MutationKind.TakeBackTask => "Takes an approval back, as long as nobody has acted upon it.",
        MutationKind.RecallRequest => "Takes a request back.",
        MutationKind.CopyRequest => "Sends copies of a request: those people may read it.",
        MutationKind.RemindRequest => "Reminds those who are asked.",
        MutationKind.CommentRequest => "Adds a comment to the trail.",
        _ => throw new UnreachableException(),
    };

    /// <summary>The arguments of a mutation.</summary>
    public static IEnumerable<InputValueDefinition> Arguments(MutationKind kind, InputValueDefinition allOrNone)
    {
        InputValueDefinition id = new("id", Id.AsNonNull()), ids = new("ids", FixedTypes.ListOf(Id)), comment = new("comment", String) { Description = "For the trail." };
        InputValueDefinition files = new("files", FixedTypes.ListInput(Id)) { Description = "Files that go with the comment: uploaded by the caller, or such as they may read." };
        InputValueDefinition to = new("to", Id.AsNonNull()) { Description = "The user." };
        return kind switch
        {
            MutationKind.SubmitForApproval =>
            [
                id, new("flow", String) { Description = "Name of the flow; the first that fits when left out." }, comment, files,
                new("approvers", FixedTypes.ListInput(Choice)) { Description = "For steps that leave the choice to the submitter." },
            ],
            MutationKind.ApproveTasks => [ids, comment, files, new("approvers", FixedTypes.ListInput(Id)) { Description = "For a next step that leaves the choice to the approver." }, allOrNone],
            MutationKind.RejectTasks => [ids, comment, files, allOrNone],
            MutationKind.ReturnTask => [id, new("to", String) { Description = "Name of the step; the submitter when left out." }, comment, files],
            MutationKind.TransferTask or MutationKind.DelegateTask => [id, to, comment, files],
            MutationKind.AddSigner =>
            [
                id, new("user", Id.AsNonNull()),
                new("after", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(SourceSpan.None, false)) { Description = "True: after the caller, who approves now." }, comment, files,
            ],
            MutationKind.CopyRequest => [id, new("users", FixedTypes.ListOf(Id)), comment, files],
            MutationKind.CommentRequest => [id, new("comment", String.AsNonNull()), files],
            _ => [id, comment, files],
        };
    }
}
