using Platform.Expressions.Typing;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>The expressions of approval flows: what they may use, and which there are.</summary>
public static class ApprovalExpressions
{
    /// <summary>What they may use: the record, and as <c>user</c> the submitter.</summary>
    public static ExpressionScope Scope(Func<string, ObjectModel?> objects, string objectName) =>
        new(new ModelObjects(objects), objectName) { UserObject = ExpressionObjects.User };

    /// <summary>Conditions of the flow, its steps and branches.</summary>
    public static IEnumerable<string> Conditions(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        IEnumerable<string?> inner = flow.Steps.SelectMany(s => s.Branches.SelectMany(b => b.Steps.Select(i => i.When).Prepend(b.When)).Prepend(s.When));
        return inner.Prepend(flow.When).OfType<string>().Distinct();
    }

    /// <summary>Who is asked and told, in every step.</summary>
    public static IEnumerable<Approver> Approvers(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Askings(flow).SelectMany(a => a.Approvers.Concat(a.Fallback).Concat(a.Cc).Concat(a.TimeLimits.SelectMany(l => l.To)));
    }

    /// <summary>A time limit asks the managers of those who do not answer.</summary>
    public static bool EscalatesToManagers(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Askings(flow).Any(a => a.TimeLimits.Any(l => l.To.Any(t => t.By == ApproverKind.Manager)));
    }

    /// <summary>Expressions that give users.</summary>
    public static IEnumerable<string> Users(ApprovalFlowDocument flow) => Approvers(flow).Select(a => a.Value).OfType<string>().Distinct();

    /// <summary>Fields that are set, at every turn.</summary>
    public static IEnumerable<ApprovalUpdate> Updates(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return flow.OnSubmit.Concat(flow.OnApprove).Concat(flow.OnReject).Concat(flow.OnRecall);
    }

    private static IEnumerable<ApprovalAsking> Askings(ApprovalFlowDocument flow) =>
        flow.Steps.SelectMany(s => s.Branches.SelectMany(b => b.Steps.Select(i => i.Asking)).Prepend(s.Asking));
}
