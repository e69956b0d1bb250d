using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Approvals;

/// <summary>Does what the time limits of a request ask for, in one transaction with taking the timer: exactly once, whichever nodes die over it.</summary>
internal sealed class ApprovalTimerHandler(TenantModels models, HookCallers callers, RecordWriter writer) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => ApprovalTimers.Topic;

    /// <inheritdoc/>
    public bool NeverGivesUp => true;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state) return;
        // In the name of the submitter, whose rights hooks have: the record's stamps need somebody; the trail says that nobody acted.
        Guid submitter = ApprovalTimers.SubmitterOf(timer);
        await FireAsync(timer, await callers.InNameOfAsync(state, submitter, cancellation), cancellation);
    }

    /// <summary>As <see cref="FireAsync(DueTimer, CancellationToken)"/>, in somebody's name.</summary>
    public async Task FireAsync(DueTimer timer, RecordCaller submitter, CancellationToken cancellation)
    {
        TenantModel model = submitter.Model;
        RecordCaller caller = submitter.Lent(PermissionCompiler.ForPlatform(model));
        ApprovalCommand command = new(ApprovalSubject.Request, _ => new ApprovalAct.Elapse()) { Timer = timer };
        WriteRequest request = new(model.Object(ApprovalFields.RequestObject), WriteKind.Update, [new WriteInput(Guid.ParseExact(timer.Key, "D"), null, null)]) { Approval = command };
        try
        {
            WriteOutcome outcome = await writer.WriteAsync(request, caller, null, cancellation);
            // A request that is gone has no time limits. Whatever else is refused is tried again until it can be done.
            if (outcome.Refusal is { } refusal && refusal.Code != GraphQLErrorCode.NotFound) throw new InvalidOperationException(refusal.Message);
        }
        catch (TimerTakenException)
        {
            // Whoever has it does it.
        }
    }
}
