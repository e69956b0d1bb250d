using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Platform.Scripting.Limits;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Scripting.Pooling;

/// <summary>
/// A worker for the length of one root transaction. Runs that a run causes take the same lease, so nested hooks never wait for a worker of their own. After a
/// run that broke a limit nothing more runs in it. A worker that is gone before it took the first run is replaced once, unseen: nothing has run that could run twice.
/// </summary>
public sealed class ScriptLease : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Bodies = new() { MaxDepth = 128 };
    private readonly Func<ScriptLease, ValueTask> _release;
    private readonly Func<TenantKey, CancellationToken, Task<ScriptLease>> _again;
    private readonly WorkerLimits _workers;
    private readonly TimeProvider _time;
    private WorkerProcess _worker;
    private int _lastRun;
    private int _isReleased;

    internal ScriptLease(
        TenantKey key, WorkerProcess worker, WorkerLimits workers, TimeProvider time,
        Func<ScriptLease, ValueTask> release, Func<TenantKey, CancellationToken, Task<ScriptLease>> again)
    {
        Key = key;
        _worker = worker;
        _workers = workers;
        _time = time;
        _release = release;
        _again = again;
    }

    /// <summary>Whose scripts run in it.</summary>
    public Guid Tenant => Key.Tenant;

    /// <summary>In whose share the worker counts.</summary>
    internal TenantKey Key { get; }

    /// <summary>Id of the worker's process.</summary>
    public int ProcessId => _worker.Id;

    /// <summary>A run broke a limit, or the worker is gone.</summary>
    public ScriptFailure? Broken { get; private set; }

    /// <summary>Time that scripts of this lease computed.</summary>
    public TimeSpan Cpu { get; private set; }

    internal WorkerProcess Worker => _worker;

    /// <summary>Everything else on the machine goes before the worker, for as long as the lease lasts.</summary>
    internal bool StandsBack { get; set; }

    /// <summary>Runs a handler in a context of its own.</summary>
    /// <param name="bundle">The script.</param>
    /// <param name="handler">Name of the export that is called; <c>default</c> as a rule.</param>
    /// <param name="input">What the handler gets, as UTF-8 JSON.</param>
    /// <param name="limits">What the run may use.</param>
    /// <param name="calls">Answers the script's calls.</param>
    /// <param name="cancellation">Ends the run, and the worker with it.</param>
    /// <param name="seed">From which random numbers follow, so that the run can be repeated; null for numbers that nothing follows from.</param>
    public async Task<ScriptOutcome> RunAsync(
        ScriptBundle bundle, string handler, ReadOnlyMemory<byte> input, ScriptLimits limits, IScriptCalls calls, CancellationToken cancellation, string? seed = null)
    {
        long begun = _time.GetTimestamp();
        if (Broken is { } broken) return new ScriptOutcome { Failure = broken };
        if (input.Length > limits.MessageBytes) return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.MessageTooLarge, limits.MessageBytes) };
        RunState state = new(++_lastRun, bundle, limits, calls, begun);
        ScriptOutcome outcome = await AttemptAsync(state, handler, input, seed, cancellation);
        if (outcome.Failure?.Code == ScriptCodes.WorkerDied && state is { Run: 1, IsHeard: false } && _worker.DiedUnread)
        {
            await ReplaceAsync(cancellation);
            outcome = await AttemptAsync(state, handler, input, seed, cancellation);
        }

        Cpu += outcome.Cpu;
        if (outcome.Failure is { } failure && ScriptCodes.IsOffence(failure.Code)) Broken ??= failure;
        return outcome with { Wall = _time.GetElapsedTime(begun), Calls = state.Calls };
    }

    /// <summary>Gives the worker back.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isReleased, 1) == 0 ? _release(this) : ValueTask.CompletedTask;

    private async Task<ScriptOutcome> AttemptAsync(RunState state, string handler, ReadOnlyMemory<byte> input, string? seed, CancellationToken cancellation)
    {
        // Whoever waits goes on where the message was read: another thread would have to wake up first.
        var messages = Channel.CreateUnbounded<WorkerMessage>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
        _worker.Attach(state.Run, messages.Writer);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        state.Over = over.Token;
        try
        {
            bool needsSources = await _worker.NeedsSourcesAsync(state.Bundle.Hash, state.Bundle.Bytes, WallLeft(state), cancellation);
            await _worker.SendAsync(StartHead(state, handler, needsSources, seed), input, WallLeft(state), cancellation);
            return await FollowAsync(state, messages.Reader, cancellation);
        }
        catch (OperationCanceledException)
        {
            Broken ??= ScriptCodes.Failure(ScriptCodes.WorkerDied);
            _worker.Kill();
            throw;
        }
        finally
        {
            await over.CancelAsync();
            _worker.Detach(state.Run);
        }
    }

    /// <summary>Gives the worker back, which is gone, and waits for another in its place.</summary>
    private async Task ReplaceAsync(CancellationToken cancellation)
    {
        // Until there is another, nothing runs in the lease.
        Broken = ScriptCodes.Failure(ScriptCodes.WorkerDied);
        await DisposeAsync();
        ScriptLease other = await _again(Key, cancellation);
        _worker = other._worker;
        StandsBack = other.StandsBack;
        Broken = null;
        Volatile.Write(ref _isReleased, 0);
    }

    private byte[] StartHead(RunState state, string handler, bool needsSources, string? seed)
    {
        ScriptLimits limits = state.Limits;
        Dictionary<string, object?> head = new()
        {
            ["t"] = "run",
            ["run"] = state.Run,
            ["tenant"] = Tenant,
            ["hash"] = state.Bundle.Hash,
            ["file"] = state.Bundle.Entry,
            ["handler"] = handler,
            ["limits"] = new Dictionary<string, int>
            {
                ["cpuMs"] = limits.CpuMs,
                ["heapMb"] = limits.HeapMb,
                ["externalMb"] = limits.ExternalMb,
                ["calls"] = limits.Calls,
                ["pendingCalls"] = limits.PendingCalls,
                ["messageBytes"] = limits.MessageBytes,
                ["logBytes"] = limits.LogBytes,
                ["depth"] = limits.Depth,
            },
        };
        if (needsSources) head["sources"] = state.Bundle.Modules;
        if (seed is not null) head["seed"] = seed;
        return JsonSerializer.SerializeToUtf8Bytes(head, Written);
    }

    /// <summary>Reads the run's messages to its end, with the host's own eye on time beside the worker's.</summary>
    private async Task<ScriptOutcome> FollowAsync(RunState state, ChannelReader<WorkerMessage> messages, CancellationToken cancellation)
    {
        while (true)
        {
            double wallLeft = WallLeft(state).TotalMilliseconds;
            // One entry into the isolate at most; the worker adds entries up.
            double cpuLeft = state.Exceeded is null ? state.Limits.CpuMs + _workers.GraceMs : _workers.GraceMs;
            WorkerMessage message;
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
            {
                limit.CancelAfter(TimeSpan.FromMilliseconds(Math.Min(wallLeft, cpuLeft)));
                try
                {
                    message = await messages.ReadAsync(limit.Token);
                }
                catch (ChannelClosedException)
                {
                    return new ScriptOutcome { Failure = ScriptCodes.Failure(ScriptCodes.WorkerDied) };
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    // On a busy machine time passes without the worker having had any of it.
                    bool isStarved = wallLeft > cpuLeft && state.Exceeded is null && _worker.ComputedInLease.TotalMilliseconds < state.Limits.CpuMs / 2.0;
                    if (isStarved) continue;
                    _worker.Kill();
                    return new ScriptOutcome
                    {
                        Failure = state.Exceeded ?? (wallLeft < cpuLeft
                            ? ScriptCodes.Failure(ScriptCodes.WallTime, state.Limits.WallMs)
                            : ScriptCodes.Failure(ScriptCodes.CpuTime, state.Limits.CpuMs)),
                    };
                }
            }
            if (await HandleAsync(state, message, cancellation) is { } outcome) return outcome;
        }
    }

    private async Task<ScriptOutcome?> HandleAsync(RunState state, WorkerMessage message, CancellationToken cancellation)
    {
        JsonElement head = message.Head;
        state.IsHeard = true;
        switch (Text(head, "t"))
        {
            case "done":
                return OutcomeReader.Read(head, message.Body, state.Bundle, state.Limits);
            case "call" when head.TryGetProperty("call", out JsonElement id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int call) && Text(head, "name") is { } name:
                if (++state.Calls > state.Limits.Calls) return Cut(ScriptCodes.TooManyCalls, state.Limits.Calls);
                if (message.Body.Length > state.Limits.MessageBytes) return Cut(ScriptCodes.MessageTooLarge, state.Limits.MessageBytes);
                return await AnswerAsync(state, call, name, message.Body, cancellation);
            case "limit" when OutcomeReader.LimitFailure(Text(head, "code"), state.Limits) is { } exceeded:
                state.Exceeded ??= exceeded;
                return null;
            default:
                return Cut(ScriptCodes.WorkerDied, null);
        }
    }

    // A worker may say anything: what has another type than it should is not there.
    private static string? Text(JsonElement head, string name) =>
        head.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<ScriptOutcome?> AnswerAsync(RunState state, int call, string name, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        ScriptAnswer answer;
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(state.Over))
        {
            limit.CancelAfter(WallLeft(state));
            try
            {
                using var arguments = JsonDocument.Parse(body, Bodies);
                answer = OutcomeReader.IsPlain(body, Bodies.MaxDepth)
                    ? await state.Host.CallAsync(name, arguments.RootElement, limit.Token)
                    : ScriptAnswer.Refused("BAD_USER_INPUT", "The arguments have half of a surrogate pair or the character U+0000.");
            }
            catch (JsonException)
            {
                return Cut(ScriptCodes.ResultInvalid, null);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return Cut(ScriptCodes.WallTime, state.Limits.WallMs);
            }
        }
        // A nested run broke a limit: whatever the script would do with the refusal, the transaction is lost.
        if (Broken is { } broken) return new ScriptOutcome { Failure = broken };
        if (answer.Json.Length > state.Limits.MessageBytes) return Cut(ScriptCodes.MessageTooLarge, state.Limits.MessageBytes);
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["t"] = "answer", ["run"] = state.Run, ["call"] = call, ["ok"] = !answer.IsRefusal });
        await _worker.SendAsync(head, answer.Json, WallLeft(state), cancellation);
        return null;
    }

    private TimeSpan WallLeft(RunState state) => TimeSpan.FromMilliseconds(Math.Max(1, state.Limits.WallMs - _time.GetElapsedTime(state.Begun).TotalMilliseconds));

    private ScriptOutcome Cut(string code, int? limit)
    {
        _worker.Kill();
        return new ScriptOutcome { Failure = ScriptCodes.Failure(code, limit) };
    }

    private sealed class RunState(int run, ScriptBundle bundle, ScriptLimits limits, IScriptCalls host, long begun)
    {
        public int Run => run;

        public ScriptBundle Bundle => bundle;

        public ScriptLimits Limits => limits;

        public IScriptCalls Host => host;

        /// <summary>Cancelled when the run is over.</summary>
        public CancellationToken Over { get; set; }

        public long Begun => begun;

        /// <summary>The worker has said something about it.</summary>
        public bool IsHeard { get; set; }

        public int Calls { get; set; }

        /// <summary>A limit that the worker says was passed; what is left is for the script to end.</summary>
        public ScriptFailure? Exceeded { get; set; }
    }
}
