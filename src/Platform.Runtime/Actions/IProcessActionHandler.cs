using Platform.Metadata.Documents;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>Does one kind of what processes do.</summary>
internal interface IProcessActionHandler
{
    /// <summary>The kind.</summary>
    ProcessActionKind Kind { get; }

    /// <summary>Does an action for records that are written, in their transaction; what cannot be done refuses the batch. What the action names and is gone meanwhile is left out.</summary>
    /// <param name="batch">The write: object, caller, instant, transaction.</param>
    /// <param name="action">The action, whose condition holds.</param>
    /// <param name="due">For which records it is done, at least one.</param>
    /// <param name="cancellation">Cancels.</param>
    Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation);
}
