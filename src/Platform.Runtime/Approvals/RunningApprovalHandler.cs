using Npgsql;
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

/// <summary>Takes a pending request over to the version of its flow that a deploy brought, or ends it, in one transaction with taking the timer.</summary>
internal sealed class RunningApprovalHandler(TenantModels models, HookCallers callers, RecordWriter writer, NpgsqlDataSource dataSource) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => RunningApprovalTimers.Topic;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state) return;
        RunningApproval what = RunningApprovalTimers.Read(timer);
        if (state.Revision < what.Revision) throw new InvalidOperationException("This node does not know the revision yet that asked for it.");
        // The names of steps are those of the version before: deploys take a request on one after the other.
        if (await HasEarlierAsync(timer, what, cancellation)) throw new InvalidOperationException("An earlier deploy has yet to take the request over.");
        Guid by = what.By ?? what.Submitter;
        await FireAsync(timer, what, await callers.InNameOfAsync(state, by, cancellation), cancellation);
    }

    /// <summary>As <see cref="FireAsync(DueTimer, CancellationToken)"/>, in somebody's name.</summary>
    public async Task FireAsync(DueTimer timer, RunningApproval what, RecordCaller by, CancellationToken cancellation)
    {
        TenantModel model = by.Model;
        FlowVersion? version = what.Moves ? Target(model, what) : null;
        if (what.Moves && version is null) return;
        ApprovalAct act = version is null ? new ApprovalAct.Cancel { Comment = what.Note } : new ApprovalAct.Move(what.Steps) { Comment = what.Note };
        ApprovalCommand command = new(ApprovalSubject.Request, _ => act) { Timer = timer, Version = version };
        WriteRequest request = new(model.Object(ApprovalFields.RequestObject), WriteKind.Update, [new WriteInput(what.Request, null, null)]) { Approval = command };
        try
        {
            WriteOutcome outcome = await writer.WriteAsync(request, by.Lent(PermissionCompiler.ForPlatform(model)), null, cancellation);
            // What was decided meanwhile is decided. Whatever else is refused is tried again later, and kept with the reason in the end.
            if (outcome.Refusal is { } refusal && refusal.Code is not (GraphQLErrorCode.NotFound or GraphQLErrorCode.Conflict)) throw new InvalidOperationException(refusal.Message);
        }
        catch (TimerTakenException)
        {
            // Whoever has it does it.
        }
    }

    // Timers of earlier versions of the platform do not say the text: theirs is the flow as it stands.
    private static FlowVersion? Target(TenantModel model, RunningApproval what) =>
        what.Definition is { } text ? FlowVersion.Of(model, text) : model.ApprovalFlow(what.Flow) is { } flow ? FlowVersion.Of(model, flow) : null;

    private async Task<bool> HasEarlierAsync(DueTimer timer, RunningApproval what, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(RunningApprovalTimers.Earlier(timer.TenantId, what.Request, what.Revision));
        return await batch.ExecuteScalarAsync(cancellation) is not null;
    }
}
