using Platform.Metadata.Documents;
using Platform.Runtime.Approvals;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>Submits records by a flow, if it is active, its condition holds and no request of the record is under way.</summary>
internal sealed class StartApprovalAction : IProcessActionHandler
{
    /// <inheritdoc/>
    public ProcessActionKind Kind => ProcessActionKind.StartApproval;

    /// <inheritdoc/>
    public Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation) =>
        ApprovalSubmission.StartByActionAsync(batch, action.Flow!, [.. due.Select(d => d.Record)], cancellation);
}
