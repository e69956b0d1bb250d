using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Secrets;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Runs hooks after commit. A run that fails is tried again, later each time; one whose script fails again and again is set aside, to be looked at and run once more
/// by hand.
/// </summary>
internal sealed class HookDeliverer(TenantModels models, HookCallers callers, HookTransactions transactions, SecretStore secrets, TimeProvider time) : IDeliverer
{
    /// <summary>Attempts after which a message is set aside whose script fails: ten minutes with the pauses between them.</summary>
    internal const int MostAttempts = 8;

    /// <inheritdoc/>
    public string Topic => CommittedChanges.Topic;

    /// <inheritdoc/>
    public async Task DeliverAsync(Delivery message, CancellationToken cancellation)
    {
        var changes = CommittedChanges.Read(message);
        TenantState state = await models.GetAsync(message.TenantId, cancellation) ?? throw new UndeliverableException("There is no such tenant.");
        HookDocument hook = state.Model.Hooks.FirstOrDefault(h => h.Id == changes.HookId) is { Active: true } active && active.On.Contains(changes.Event)
            ? active
            : throw new UndeliverableException($"{ScriptCodes.Inactive}: The hook is not active any more.");
        RecordCaller caller = await callers.FindForMessageAsync(state, changes.UserId, cancellation)
            ?? (hook.RunAs == HookIdentity.System
                ? await callers.InNameOfAsync(state, changes.UserId, cancellation)
                : throw new UndeliverableException($"{ScriptCodes.UserGone}: The user in whose name it would run is no member any more."));
        ScriptOutcome outcome;
        try
        {
            outcome = await transactions.RunAsync(
                caller, changes.Cause,
                async (transaction, session) =>
                {
                    ScriptOutcome ended = await transaction.RunAsync(RunOf(hook, caller, changes, message, session), cancellation);
                    return (ended, ended.Failure is null);
                },
                cancellation);
        }
        catch (ScriptBusyException)
        {
            outcome = new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.Busy) };
        }

        if (outcome.Failure is not { } failure) return;
        string said = $"{failure.Code}: {HookFailures.Message(hook, failure, LocalizedText.DefaultLanguage)}";
        // What is the machine's fault passes.
        if (ScriptCodes.IsOfMachine(failure.Code)) throw new PostponedException(said);
        throw message.Attempt >= MostAttempts ? new UndeliverableException(said) : new HookFailedException(said);
    }

    private ScriptRun RunOf(HookDocument hook, RecordCaller caller, CommittedChanges changes, Delivery message, WriteSession session)
    {
        ScriptSecrets own = new(secrets, caller.TenantId, hook.Secrets);
        ReadOnlyMemory<byte> input = HookInput.Of(hook, HookKinds.NameOf(changes.Event), caller, time.GetUtcNow(), writer =>
        {
            writer.WriteString("object", changes.Object);
            writer.WriteNumber(changes.Event == HookEvent.Schedule ? "scheduledAt" : "committedAt", changes.At.ToUnixTimeMilliseconds());
            HookInput.WriteAlone(writer, message.Key, own);
            writer.WritePropertyName("records");
            writer.WriteRawValue(changes.Records, skipInputValidation: true);
        });
        return new ScriptRun(hook, HookKinds.NameOf(changes.Event), caller, session, input) { Object = changes.Object, Secrets = own, Accept = HookResult.RefuseChanges };
    }
}
