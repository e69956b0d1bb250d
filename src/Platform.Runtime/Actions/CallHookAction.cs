using Platform.Metadata.Documents;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Actions;

/// <summary>Runs a hook over records as they have come to be: within the transaction, after the commit, or both, as its events say.</summary>
internal sealed class CallHookAction : IProcessActionHandler
{
    /// <inheritdoc/>
    public ProcessActionKind Kind => ProcessActionKind.CallHook;

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        HookDocument? hook = batch.Model.Hooks.FirstOrDefault(h => h.Active && h.Name == action.Hook && h.Object == batch.Layout.Object.Name);
        if (hook is null || batch.Hooks is not { } hooks) return;
        await hooks.CallAsync(batch, hook, await StoredRecords.ReadAsync(batch, [.. due.Select(d => d.Record.Id).Distinct()], cancellation), cancellation);
        batch.ForgetRead();
    }
}
