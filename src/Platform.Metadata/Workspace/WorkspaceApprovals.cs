using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Workspace;

/// <summary>Approval flows of one object in one language.</summary>
internal static class WorkspaceApprovals
{
    /// <summary>The active flows that people start, in the order in which their conditions are tried.</summary>
    public static EquatableArray<WorkspaceApproval> Build(TenantModel model, ObjectModel source, string locale) => model.FlowsOf(source.Name)
        .Where(f => f is { Active: true, Manual: true })
        .Select(f => new WorkspaceApproval(f.Name, f.Label?.In(locale) ?? f.Name, SubFlows.All(SubFlows.Expand(f, model.ApprovalFlow).Steps)
            .Where(s => s.Asking.Approvers.Any(a => a.By == ApproverKind.SubmitterChoice))
            .Select(s => new WorkspaceApprovalChoice(s.Name, s.Label.In(locale))).ToEquatableArray()))
        .ToEquatableArray();
}
