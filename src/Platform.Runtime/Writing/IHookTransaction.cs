using Platform.Metadata.Documents;

namespace Platform.Runtime.Writing;

/// <summary>The hooks of one root transaction, and of all writes that they cause in it.</summary>
internal interface IHookTransaction : IAsyncDisposable
{
    /// <summary>True when a hook runs within that kind of write of the batch's object: its records are then loaded whole.</summary>
    bool Applies(WriteBatch batch, WriteKind kind);

    /// <summary>True when a hook runs within that kind of write of the batch's object, on that side of it.</summary>
    bool Applies(WriteBatch batch, WriteKind kind, HookSide side);

    /// <summary>Runs the hooks of one side over the batch; what they object to is refused in it.</summary>
    Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation);

    /// <summary>Runs a hook that an action of a process calls, within the transaction, after the commit, or both, as its events say; what it objects to refuses the batch.</summary>
    /// <param name="batch">The write that the action belongs to.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="records">The records as they are.</param>
    /// <param name="cancellation">Cancels.</param>
    Task CallAsync(WriteBatch batch, HookDocument hook, IReadOnlyList<RecordWrite> records, CancellationToken cancellation);
}
