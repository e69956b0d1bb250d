using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Statements;

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

    /// <summary>Asks a hook who approves a record. It only reads; whatever goes wrong with it is in the answer.</summary>
    /// <param name="caller">Who acts.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="hook">Name of the hook.</param>
    /// <param name="target">Object of the record.</param>
    /// <param name="record">The record.</param>
    /// <param name="submitter">Who submits it.</param>
    /// <param name="cancellation">Ends the run.</param>
    Task<ApproversFound> FindApproversAsync(
        RecordCaller caller, WriteSession session, string hook, ObjectModel target, Guid record, Guid submitter, CancellationToken cancellation);

    /// <summary>True when a hook runs at merges of an object's records.</summary>
    bool AppliesToMerges(TenantModel model, string objectName);

    /// <summary>Runs the hooks of one side of a merge over the batch of the record that stays; what they object to is refused in it.</summary>
    /// <param name="kept">The record that stays, alone in its batch, with the values that it takes over.</param>
    /// <param name="side">Before anything has moved, or once everything has.</param>
    /// <param name="merged">The records that go, loaded whole.</param>
    /// <param name="moved">How many records of each object were turned to the one that stays.</param>
    /// <param name="cancellation">Ends the run.</param>
    Task RunMergeAsync(WriteBatch kept, HookSide side, IReadOnlyList<RecordWrite> merged, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation);

    /// <summary>True when a hook runs at conversions of an object's records.</summary>
    bool AppliesToConversions(TenantModel model, string objectName);

    /// <summary>Runs the hooks of one side of a conversion over the batch of the record that is converted; what they object to is refused in it, or in the record of a target.</summary>
    /// <param name="source">The record that is converted, alone in its batch.</param>
    /// <param name="side">Before anything is written, or once everything is.</param>
    /// <param name="targets">What it becomes; before, hooks may set values of the records.</param>
    /// <param name="moved">How many records of each object moved along.</param>
    /// <param name="cancellation">Ends the run.</param>
    Task RunConversionAsync(WriteBatch source, HookSide side, IReadOnlyList<ConvertedRecord> targets, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation);
}
