using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Pipelines;

/// <summary>Takes a record on whose time in a stage has run out, in one transaction with taking the timer. What the next stage asks for holds for time, too.</summary>
internal sealed class StageTransitionHandler(TenantModels models, HookCallers callers, RecordWriter writer, TimerStore timers, TimeProvider time) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => StageTimers.RecordTopic;

    /// <inheritdoc/>
    public bool NeverGivesUp => true;

    /// <inheritdoc/>
    public TimeSpan? MostPause => StageTimers.Again;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        StageTimer meant = StageTimers.Read(timer);
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state || meant.By is not { } by) return;
        if (!state.Model.TryGetObject(meant.Object, out ObjectModel? source) || source.Pipeline(meant.Pipeline) is not { } pipeline || pipeline.Stage(meant.Stage) is not { } stage) return;
        if (stage.Timed.FirstOrDefault(t => t.To == meant.To && t.AfterDays == meant.AfterDays) is not { } transition) return;
        // In the owner's name, whose rights hooks of the object have; that the record moves is the platform's right.
        RecordCaller caller = (await callers.InNameOfAsync(state, by, cancellation)).Lent(PermissionCompiler.ForPlatform(state.Model));
        Dictionary<string, object?> input = new() { [pipeline.Field] = transition.To };
        TimedWrite timed = new(pipeline, stage, transition, (time.GetUtcNow() - TimeSpan.FromDays(transition.AfterDays)).UtcDateTime);
        WriteRequest request = new(source, WriteKind.Update, [new WriteInput(meant.Record, input, null)])
        {
            Timed = timed,
            Timer = timer,
        };
        try
        {
            WriteOutcome outcome = await writer.WriteAsync(request, caller, null, cancellation);
            if (outcome.Refusal is { } refusal && refusal.Code != GraphQLErrorCode.NotFound) throw new InvalidOperationException(refusal.Message);
            // The condition may come to hold as long as the record stays: it is asked again each day.
            if (timed.IsAwaited) await timers.RunAsync([TimerStore.Set(timer.TenantId, Topic, timer.Key, time.GetUtcNow().UtcDateTime + StageTimers.Again, timer.Payload)], cancellation);
        }
        catch (TimerTakenException)
        {
            // Whoever has it does it.
        }
    }
}
