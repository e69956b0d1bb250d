using Platform.Expressions.Typing;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Computation;

/// <summary>The expressions of approval flows: what they may use, and which there are.</summary>
public static class ApprovalExpressions
{
    /// <summary>What they may use: the record, and as <c>user</c> the submitter.</summary>
    public static ExpressionScope Scope(ModelObjects objects, string objectName) =>
        new(objects, objectName) { UserObject = ExpressionObjects.User };

    /// <summary>Conditions of the flow, its steps, branches and actions.</summary>
    public static IEnumerable<string> Conditions(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        IEnumerable<string?> inner = SubFlows.All(flow.Steps).SelectMany(s => s.Branches.Select(b => b.When).Prepend(s.When));
        return inner.Prepend(flow.When).Concat(ProcessActions.Of(flow).Select(a => a.Action.When)).OfType<string>().Distinct();
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
    public static IEnumerable<string> Users(ApprovalFlowDocument flow) =>
        Approvers(flow).Concat(ProcessActions.Of(flow).SelectMany(a => a.Action.People)).Select(a => a.Value).OfType<string>().Distinct();

    /// <summary>Expressions that stand in texts of actions.</summary>
    public static IEnumerable<string> Texts(ApprovalFlowDocument flow) => ProcessActions.Of(flow).SelectMany(a => Texts(a.Action)).Distinct();

    /// <summary>Expressions that stand in the texts of an action, in any language.</summary>
    public static IEnumerable<string> Texts(ProcessAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new[] { action.Task?.Subject, action.Task?.Description }.OfType<LocalizedText>()
            .SelectMany(t => t.Texts).SelectMany(e => TextTemplate.Parse(e.Text)?.Expressions ?? []);
    }

    /// <summary>Fields that are set, at every turn.</summary>
    public static IEnumerable<ApprovalUpdate> Updates(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return flow.OnSubmit.Concat(flow.OnApprove).Concat(flow.OnReject).Concat(flow.OnRecall);
    }

    private static IEnumerable<ApprovalAsking> Askings(ApprovalFlowDocument flow) => SubFlows.All(flow.Steps).Select(s => s.Asking);
}
