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
}
