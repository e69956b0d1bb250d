using Platform.Metadata.Collections;
using static System.FormattableString;

namespace Platform.Metadata.Documents;

/// <summary>The actions of processes in documents, each with its place.</summary>
public static class ProcessActions
{
    /// <summary>Those of a pipeline.</summary>
    public static IEnumerable<(ProcessAction Action, string Pointer)> Of(PipelineDocument pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Stages.SelectMany((s, i) => In(s.EnterActions, Invariant($"/stages/{i}/enterActions")).Concat(In(s.ExitActions, Invariant($"/stages/{i}/exitActions")))
            .Concat(s.Timed.SelectMany((t, j) => In(t.Actions, Invariant($"/stages/{i}/timed/{j}/actions")))));
    }

    /// <summary>Those of an approval flow.</summary>
    public static IEnumerable<(ProcessAction Action, string Pointer)> Of(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Turns(flow).SelectMany(t => In(t.Actions, t.Pointer));
    }

    /// <summary>The turns of an approval flow at which something is done, with the place of what is done.</summary>
    public static IEnumerable<(EquatableArray<ProcessAction> Actions, string Pointer)> Turns(ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return
        [
            (flow.SubmitActions, "/submitActions"), (flow.ApproveActions, "/approveActions"), (flow.RejectActions, "/rejectActions"),
            (flow.ReturnActions, "/returnActions"), (flow.RecallActions, "/recallActions"), (flow.TimeoutActions, "/timeoutActions"),
        ];
    }

    private static IEnumerable<(ProcessAction Action, string Pointer)> In(EquatableArray<ProcessAction> actions, string pointer) =>
        actions.Select((a, i) => (a, Invariant($"{pointer}/{i}")));
}
