using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Approvals;

/// <summary>Refused acts as problems of the write.</summary>
internal static class ApprovalProblems
{
    /// <summary>Refuses the record of the write for which the act was.</summary>
    public static void Refuse(WriteBatch batch, RecordWrite record, FlowVersion flow, ApprovalRefusal refusal)
    {
        string step = refusal.Step is null ? string.Empty : flow.Outline.Find(refusal.Step)?.Step.Label.In(batch.Caller.Language) ?? refusal.Step;
        record.Refuse(Category(refusal.Code), null, ValueProblem.With(refusal.Code, "step", step));
    }

    private static string Category(string code) => code switch
    {
        ApprovalCodes.NotAssignee or ApprovalCodes.NotSubmitter or ApprovalCodes.NotParticipant => GraphQLErrorCode.Forbidden,
        ApprovalCodes.NotPending or ApprovalCodes.TaskClosed or ApprovalCodes.TooLate or ApprovalCodes.AlreadyAsked => GraphQLErrorCode.Conflict,
        _ => GraphQLErrorCode.ValidationFailed,
    };
}
