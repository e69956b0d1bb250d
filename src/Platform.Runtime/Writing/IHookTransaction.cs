namespace Platform.Runtime.Writing;

/// <summary>The hooks of one root transaction, and of all writes that they cause in it.</summary>
internal interface IHookTransaction : IAsyncDisposable
{
    /// <summary>True when a hook runs for that kind of write of the batch's object, before or after it: its records are then loaded whole.</summary>
    bool Applies(WriteBatch batch, WriteKind kind);

    /// <summary>Runs the hooks of one side over the batch; what they object to is refused in it.</summary>
    Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation);
}
