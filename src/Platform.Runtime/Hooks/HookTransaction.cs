using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Runtime.Writing.Tracing;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// The scripts of one root transaction: one worker for all of them, taken when the first runs, and one account of what they read and write. A hook of a write that
/// fails refuses the whole write.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="writer">Writes within the transaction.</param>
/// <param name="cause">How many transactions of scripts, one the cause of the next, lead to this one; 0 for one that a user began.</param>
/// <param name="isRehearsal">All of it is undone: nobody hears of its runs.</param>
internal sealed class HookTransaction(HookEngine engine, INestedWriter writer, int cause = 0, bool isRehearsal = false) : IHookTransaction
{
    private static readonly HookSide[] Sides = Enum.GetValues<HookSide>();
    private static readonly WriteKind[] Kinds = [WriteKind.Create, WriteKind.Update, WriteKind.Delete, WriteKind.Restore];
    private readonly HashSet<(string Object, Guid Id)> _aboutToBeWritten = [];
    private readonly Dictionary<HookDocument, HookDocument> _asUser = new(ReferenceEqualityComparer.Instance);
    private ScriptLease? _lease;
    private int _depth;

    /// <summary>How many transactions of scripts, one the cause of the next, lead to this one.</summary>
    public int Cause => cause;

    /// <summary>Writes within the transaction.</summary>
    public INestedWriter Writer => writer;

    /// <summary>The engine.</summary>
    public HookEngine Engine => engine;

    /// <summary>Limits of each run, and of the transaction's reads and writes.</summary>
    public ScriptLimits Limits => engine.Host.Limits;

    /// <summary>Records that scripts of the transaction have read.</summary>
    public int RowsRead { get; set; }

    /// <summary>Records that scripts of the transaction have written.</summary>
    public int RecordsWritten { get; set; }

    /// <inheritdoc/>
    public bool Applies(WriteBatch batch, WriteKind kind) =>
        Sides.Any(side => Applies(batch, kind, side));

    /// <inheritdoc/>
    public bool Applies(WriteBatch batch, WriteKind kind, HookSide side) => HookKinds.EventOf(kind, side) is { } happening && !HooksOf(batch, happening).IsEmpty;

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation)
    {
        foreach (WriteKind kind in Kinds)
        {
            if (HookKinds.EventOf(kind, side) is not { } happening) continue;
            foreach (HookDocument hook in HooksOf(batch, happening))
            {
                IReadOnlyList<RecordWrite> records = batch.Standing(kind);
                if (records.Count == 0 || batch.IsRefused) break;
                await RunAsync(batch, Rehearsed(hook), side, happening, records, null, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public async Task CallAsync(WriteBatch batch, HookDocument hook, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return;
        if (hook.On.Contains(HookEvent.Process)) await RunAsync(batch, Rehearsed(hook), HookSide.After, HookEvent.Process, records, null, cancellation);
        if (records.FirstOrDefault(r => r.IsRefused) is { } refused) batch.Refusal ??= refused.Refusal(batch.Caller.Language, isMany: false);
        if (batch.Refusal is null && hook.On.Contains(HookEvent.AfterCommitProcess) && CommittedHooks.Message(batch, hook, HookEvent.AfterCommitProcess, records, Limits) is { } message)
        {
            batch.Session.Enqueue(message);
            batch.Session.HasWritten = true;
        }
    }

    /// <inheritdoc/>
    public Task<ApproversFound> FindApproversAsync(
        RecordCaller caller, WriteSession session, string hook, ObjectModel target, Guid record, Guid submitter, CancellationToken cancellation) =>
        new ApproverHooks(this, caller, session).FindAsync(hook, target, record, submitter, cancellation);

    /// <inheritdoc/>
    public bool AppliesToMerges(TenantModel model, string objectName) =>
        !model.HooksOf(objectName, HookEvent.BeforeMerge).IsEmpty || !model.HooksOf(objectName, HookEvent.AfterMerge).IsEmpty;

    /// <inheritdoc/>
    public async Task RunMergeAsync(
        WriteBatch kept, HookSide side, IReadOnlyList<RecordWrite> merged, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation)
    {
        HookEvent happening = side == HookSide.Before ? HookEvent.BeforeMerge : HookEvent.AfterMerge;
        foreach (HookDocument hook in HooksOf(kept, happening))
        {
            if (kept.IsRefused) break;
            await RunAsync(kept, Rehearsed(hook), side, happening, kept.Records, new MergedRecords(merged, moved), cancellation);
        }
    }

    /// <inheritdoc/>
    public bool AppliesToConversions(TenantModel model, string objectName) =>
        !model.HooksOf(objectName, HookEvent.BeforeConvert).IsEmpty || !model.HooksOf(objectName, HookEvent.AfterConvert).IsEmpty;

    /// <inheritdoc/>
    public async Task RunConversionAsync(
        WriteBatch source, HookSide side, IReadOnlyList<ConvertedRecord> targets, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation)
    {
        HookEvent happening = side == HookSide.Before ? HookEvent.BeforeConvert : HookEvent.AfterConvert;
        foreach (HookDocument hook in HooksOf(source, happening))
        {
            if (source.IsRefused || targets.Any(t => t.Record?.IsRefused == true)) break;
            await RunAsync(source, Rehearsed(hook), side, happening, source.Records, new MergedRecords([], moved), cancellation, targets);
        }
    }

    /// <summary>True for a record that a hook before a write sees, and that the write is about to overwrite.</summary>
    public bool IsAboutToBeWritten(string objectName, Guid id) => _aboutToBeWritten.Contains((objectName, id));

    /// <summary>Waits for a worker among those of runs that no write waits for.</summary>
    /// <exception cref="ScriptBusyException">None became free in time.</exception>
    /// <exception cref="ScriptingUnavailableException">Workers do not start.</exception>
    public async Task TakeTurnAsync(Guid tenant, CancellationToken cancellation) => _lease ??= await engine.Host.LeaseAsync(tenant, isBackground: true, cancellation);

    /// <summary>Runs a script. Every run of every kind passes here.</summary>
    public async Task<ScriptOutcome> RunAsync(ScriptRun run, CancellationToken cancellation)
    {
        DateTimeOffset startedAt = engine.Time.GetUtcNow();
        TransactionTrace? trace = run.Session.Trace;
        TimeSpan begun = trace?.Elapsed ?? TimeSpan.Zero;
        _depth++;
        try
        {
            HookCalls calls = new(this, run);
            ScriptOutcome outcome = _depth > Limits.Nesting
                ? new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.NestingTooDeep, Limits.Nesting) }
                : await RunAsync(run, calls, cancellation);
            if (outcome.Failure is null && run.Accept(outcome.Result) is { } failure) outcome = outcome with { Failure = failure };
            trace?.Ran(Traced(run, begun, cause + _depth, calls.Traced, outcome));
            if (isRehearsal) return outcome;
            engine.Note(new HookRun
            {
                TenantId = run.Caller.TenantId,
                UserId = run.Caller.UserId,
                Script = run.Script,
                Event = run.Event,
                Object = run.Object,
                StartedAt = startedAt,
                Depth = cause + _depth,
                Input = run.Input,
                Calls = calls.Made,
                Outcome = outcome,
            });
            return outcome;
        }
        finally
        {
            _depth--;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lease?.DisposeAsync() ?? ValueTask.CompletedTask;

    // What is rehearsed shows its results to whoever asks for it: nothing of it has rights beyond theirs.
    internal HookDocument Rehearsed(HookDocument hook)
    {
        if (!isRehearsal || hook.RunAs == HookIdentity.User) return hook;
        if (!_asUser.TryGetValue(hook, out HookDocument? limited)) _asUser.Add(hook, limited = hook with { RunAs = HookIdentity.User });
        return limited;
    }

    private static EquatableArray<HookDocument> HooksOf(WriteBatch batch, HookEvent happening) => batch.Model.HooksOf(batch.Layout.Object.Name, happening);

    private async Task RunAsync(
        WriteBatch batch, HookDocument hook, HookSide side, HookEvent happening, IReadOnlyList<RecordWrite> records, MergedRecords? merge,
        CancellationToken cancellation, IReadOnlyList<ConvertedRecord>? targets = null)
    {
        IReadOnlyList<RecordWrite> seen = targets is null ? records : [.. records, .. targets.Select(t => t.Record).OfType<RecordWrite>()];
        (string Object, Guid Id)[] own = side != HookSide.After ? [.. records.Concat(merge?.Merged ?? []).Select(r => (batch.Layout.Object.Name, r.Id)).Where(_aboutToBeWritten.Add)] : [];
        try
        {
            ScriptRun run = new(hook, HookKinds.NameOf(happening), batch.Caller, batch.Session, HookInput.OfBatch(batch, hook, happening, records, merge, targets))
            {
                Object = batch.Layout.Object.Name,
                Shown = targets is null ? [] : [.. targets.Where(t => t.Record is not null).Select(t => t.Object).Distinct(StringComparer.Ordinal)],
                IsReadOnly = side is HookSide.Validation or HookSide.Computation,
                Accept = result => HookResult.Apply(batch.Caller, hook, side, seen, result),
            };
            ScriptOutcome outcome = await RunAsync(run, cancellation);
            if (outcome.Failure is { } failure) batch.Refusal ??= HookFailures.Refusal(batch, hook, failure);
        }
        finally
        {
            _aboutToBeWritten.ExceptWith(own);
        }
    }

    private async Task<ScriptOutcome> RunAsync(ScriptRun run, HookCalls calls, CancellationToken cancellation)
    {
        try
        {
            bool isGranted = run.Script.RunAs != HookIdentity.System || await engine.Grants.HasAsync(run.Caller.TenantId, run.Script, ScriptRights.System, cancellation);
            if (!isGranted) return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.NotGranted) };
            (ScriptBundle bundle, ScriptProblem? problem) = await engine.Scripts.BundleAsync(run.Script);
            if (problem is not null) return new ScriptOutcome { Failure = new ScriptFailure(ScriptCodes.Thrown, problem.Message, Place: problem.Place) };
            _lease ??= await engine.Host.LeaseAsync(run.Caller.TenantId, isBackground: false, cancellation);
            engine.ReportConfinement();
            ScriptLimits limits = run.IsAlone ? Limits with { WallMs = Limits.BackgroundWallMs } : Limits;
            return await _lease.RunAsync(bundle, "default", run.Input, limits, run.Around?.Invoke(calls) ?? calls, cancellation, run.Seed);
        }
        catch (ScriptBusyException)
        {
            return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.Busy) };
        }
        catch (ScriptingUnavailableException missing)
        {
            engine.ReportUnavailable(missing.Message);
            return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.Unavailable) };
        }
    }

    private static TracedRun Traced(ScriptRun run, TimeSpan begun, int depth, IReadOnlyList<TracedCall> calls, ScriptOutcome outcome) => new()
    {
        Script = run.Script,
        Event = run.Event,
        Target = run.Object,
        Shown = run.Shown,
        IsAlone = run.IsAlone,
        Begun = begun,
        Depth = depth,
        Input = run.Input,
        Seed = run.Seed,
        Outcome = outcome,
        Calls = calls,
    };
}
