using Platform.Runtime.Records;

namespace Platform.Runtime.Writing;

/// <summary>Writes that a hook causes: the whole pipeline again, within the transaction of the write that the hook belongs to.</summary>
internal interface INestedWriter
{
    /// <summary>Carries a request out up to the commit, which is the outer write's. A refused request leaves nothing behind.</summary>
    /// <returns>The ids of the written records in the order of the inputs, or why nothing was written.</returns>
    Task<(IReadOnlyList<Guid> Ids, WriteRefusal? Refusal)> WriteWithinAsync(WriteRequest request, RecordCaller caller, WriteBatch outer, CancellationToken cancellation);
}
