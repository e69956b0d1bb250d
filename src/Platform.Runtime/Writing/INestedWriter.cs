using Platform.Runtime.Records;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing;

/// <summary>Writes that a hook causes: the whole pipeline again, within the transaction of the write that the hook belongs to.</summary>
internal interface INestedWriter
{
    /// <summary>Carries a request out up to the commit, which is the outer write's. A refused request leaves nothing behind.</summary>
    /// <returns>The written records in the order of the inputs, or why nothing was written.</returns>
    /// <param name="request">What is to be written.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="hooks">The transaction's hooks, which the write sets off in turn.</param>
    /// <param name="cancellation">Cancels the write.</param>
    Task<(IReadOnlyList<RecordWrite> Records, WriteRefusal? Refusal)> WriteWithinAsync(
        WriteRequest request, RecordCaller caller, WriteSession session, IHookTransaction hooks, CancellationToken cancellation);
}
