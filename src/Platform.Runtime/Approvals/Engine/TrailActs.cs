namespace Platform.Runtime.Approvals.Engine;

/// <summary>Names of what happens to requests, as the trail has them: choices of the field <c>act</c> of <c>ApprovalEntry</c>.</summary>
internal static class TrailActs
{
    public const string Submit = "submit";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Return = "return";
    public const string Transfer = "transfer";
    public const string Delegate = "delegate";
    public const string Opinion = "opinion";
    public const string AddBefore = "addBefore";
    public const string AddAfter = "addAfter";
    public const string RemoveSigner = "removeSigner";
    public const string TakeBack = "takeBack";
    public const string Recall = "recall";
    public const string Copy = "copy";
    public const string Remind = "remind";
    public const string Comment = "comment";
    public const string Escalate = "escalate";
    public const string ApproveByTime = "approveByTime";
    public const string RejectByTime = "rejectByTime";
    public const string Move = "move";
    public const string Cancel = "cancel";
    public const string Void = "void";
    public const string Lapse = "lapse";
    public const string Complete = "complete";
}
