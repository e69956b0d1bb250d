using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// The hooks of one root transaction: one worker for all of them, taken when the first runs, and one account of what they read and write. A hook that fails
/// refuses the whole write.
/// </summary>
internal sealed partial class HookTransaction(HookEngine engine, INestedWriter writer) : IHookTransaction
{
    private readonly HashSet<(string Object, Guid Id)> _aboutToBeWritten = [];
    private static readonly WriteKind[] Kinds = [WriteKind.Create, WriteKind.Update, WriteKind.Delete, WriteKind.Restore];
    private ScriptLease? _lease;
    private int _depth;

    /// <summary>Writes within the transaction.</summary>
    public INestedWriter Writer => writer;

    /// <summary>The engine.</summary>
    public HookEngine Engine => engine;

    /// <summary>Limits of each run, and of the transaction's reads and writes.</summary>
    public ScriptLimits Limits => engine.Host.Limits;

    /// <summary>Records that hooks of the transaction have read.</summary>
    public int RowsRead { get; set; }

    /// <summary>Records that hooks of the transaction have written.</summary>
    public int RecordsWritten { get; set; }

    /// <inheritdoc/>
    public bool Applies(WriteBatch batch, WriteKind kind) =>
        EventOf(kind, HookSide.Before) is { } before
        && (!batch.Model.HooksOf(batch.Layout.Object.Name, before).IsEmpty || !batch.Model.HooksOf(batch.Layout.Object.Name, EventOf(kind, HookSide.After)!.Value).IsEmpty);

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation)
    {
        foreach (WriteKind kind in Kinds)
        {
            if (EventOf(kind, side) is not { } happening) continue;
            EquatableArray<HookDocument> hooks = batch.Model.HooksOf(batch.Layout.Object.Name, happening);
            if (hooks.IsEmpty) continue;
            foreach (HookDocument hook in hooks)
            {
                IReadOnlyList<RecordWrite> records = batch.Standing(kind);
                if (records.Count == 0 || batch.IsRefused) break;
                await RunAsync(batch, hook, side, happening, records, cancellation);
            }
        }
    }

    /// <summary>True for a record that a hook before a write sees, and that the write is about to overwrite.</summary>
    public bool IsAboutToBeWritten(string objectName, Guid id) => _aboutToBeWritten.Contains((objectName, id));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lease?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RunAsync(
        WriteBatch batch, HookDocument hook, HookSide side, HookEvent happening, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        (string Object, Guid Id)[] own = side == HookSide.Before ? [.. records.Select(r => (batch.Layout.Object.Name, r.Id)).Where(_aboutToBeWritten.Add)] : [];
        _depth++;
        try
        {
            ScriptOutcome outcome = _depth > Limits.Nesting
                ? new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.NestingTooDeep, Limits.Nesting) }
                : await RunAsync(batch, hook, HookInput.Write(batch, hook, happening, records), cancellation);
            ScriptFailure? failure = outcome.Failure ?? HookResult.Apply(batch, hook, side, records, outcome.Result);
            if (failure is not null) batch.Refusal ??= Refusal(batch, hook, failure);
            Note(batch, hook, happening, outcome, failure);
        }
        finally
        {
            _depth--;
            _aboutToBeWritten.ExceptWith(own);
        }
    }

    private async Task<ScriptOutcome> RunAsync(WriteBatch batch, HookDocument hook, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            (ScriptBundle bundle, ScriptProblem? problem) = await engine.Scripts.BundleAsync(hook);
            if (problem is not null) return new ScriptOutcome { Failure = new ScriptFailure(ScriptCodes.Thrown, problem.Message, Place: problem.Place) };
            _lease ??= await engine.Host.LeaseAsync(batch.Caller.TenantId, cancellation);
            engine.ReportConfinement();
            return await _lease.RunAsync(bundle, "default", input, Limits, new HookCalls(this, batch, hook), cancellation);
        }
        catch (ScriptBusyException)
        {
            return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.Busy) };
        }
        catch (ScriptingUnavailableException missing)
        {
            LogUnavailable(engine.Logger, missing.Message);
            return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.Unavailable) };
        }
    }

    private static WriteRefusal Refusal(WriteBatch batch, HookDocument hook, ScriptFailure failure)
    {
        string said = failure.Place is { } place ? $"{failure.Message} ({place})" : failure.Message;
        ValueProblem problem = new(
            failure.Code, [ProblemParameter.Of("hook", hook.Label?.In(batch.Caller.Language) ?? hook.Name), ProblemParameter.Of("limit", failure.Limit ?? 0), ProblemParameter.Of("message", said)]);
        string message = WriteMessages.Catalogue.Text(problem, batch.Caller.Language);
        return new WriteRefusal(GraphQLErrorCode.HookFailed, message, [new WriteProblem(batch.Layout.Object.Name, null, null, null, failure.Code, message)]);
    }

    private void Note(WriteBatch batch, HookDocument hook, HookEvent happening, ScriptOutcome outcome, ScriptFailure? failure)
    {
        if (failure is not null) LogFailed(engine.Logger, batch.Caller.TenantId, hook.Name, happening, failure.Code, failure.Stack ?? failure.Message);
        foreach (ScriptLogLine line in outcome.Log)
        {
            LogLevel level = LevelOf(line.Level);
            if (engine.Logger.IsEnabled(level)) LogLine(engine.Logger, level, batch.Caller.TenantId, hook.Name, line.Text);
        }
    }

    private static LogLevel LevelOf(string level) => level switch
    {
        "error" => LogLevel.Error,
        "warn" => LogLevel.Warning,
        "info" => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    private static HookEvent? EventOf(WriteKind kind, HookSide side) => (kind, side) switch
    {
        (WriteKind.Create, HookSide.Before) => HookEvent.BeforeInsert,
        (WriteKind.Create, _) => HookEvent.AfterInsert,
        (WriteKind.Update, HookSide.Before) => HookEvent.BeforeUpdate,
        (WriteKind.Update, _) => HookEvent.AfterUpdate,
        (WriteKind.Delete, HookSide.Before) => HookEvent.BeforeDelete,
        (WriteKind.Delete, _) => HookEvent.AfterDelete,
        (WriteKind.Restore, HookSide.Before) => HookEvent.BeforeRestore,
        (WriteKind.Restore, _) => HookEvent.AfterRestore,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hook {Hook} of tenant {Tenant} failed at {Event}: {Code} {Stack}")]
    private static partial void LogFailed(ILogger logger, Guid tenant, string hook, HookEvent @event, string code, string stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "Hooks cannot run: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(Message = "Hook {Hook} of tenant {Tenant}: {Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, Guid tenant, string hook, string line);
}
