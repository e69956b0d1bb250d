using System.Text;
using System.Text.Json;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Scripting.Tests;

/// <summary>Runs scripts as tests want them run: a batch of records in, an outcome out.</summary>
internal static class Scripts
{
    /// <summary>Limits small enough to be reached in a test.</summary>
    public static ScriptLimits Limits { get; } = new()
    {
        CpuMs = 400,
        WallMs = 20_000,
        HeapMb = 32,
        ExternalMb = 32,
        Calls = 100,
        PendingCalls = 10,
        MessageBytes = 256 * 1024,
        LogBytes = 4 * 1024,
        Depth = 16,
    };

    public static ScriptHost Host(WorkerLimits? workers = null) => new(workers ?? new WorkerLimits(), Limits, TimeProvider.System);

    public static ScriptBundle Bundle(string source) => new("test.js", new Dictionary<string, string> { ["test.js"] = source });

    public static async Task<ScriptOutcome> RunAsync(
        this ScriptHost host, ScriptBundle bundle, IScriptCalls? calls = null, object? input = null, Guid? tenant = null, ScriptLimits? limits = null)
    {
        await using ScriptLease lease = await host.LeaseAsync(tenant ?? Guid.Empty, default);
        return await lease.RunAsync(bundle, "default", Input(input), limits ?? Limits, calls ?? new EchoCalls(), default);
    }

    public static Task<ScriptOutcome> RunAsync(this ScriptHost host, string source, IScriptCalls? calls = null, object? input = null, Guid? tenant = null) =>
        host.RunAsync(Bundle(source), calls, input, tenant);

    /// <summary>One stored account whose name is changed by the write.</summary>
    public static byte[] Input(object? input = null) => JsonSerializer.SerializeToUtf8Bytes(input ?? new
    {
        @event = "beforeUpdate",
        @object = "Account",
        records = new[] { new { id = "1", old = new { name = "before", size = 1 }, values = new { name = "after" } } },
        user = new { id = "u" },
        tenant = new { id = "t" },
        now = 1_700_000_000_000,
        texts = new { hello = "Hello {name}" },
    });

    public static string Text(this ScriptOutcome outcome) => Encoding.UTF8.GetString(outcome.Result.Span);

    /// <summary>Answers every call with its name.</summary>
    internal sealed class EchoCalls : IScriptCalls
    {
        public Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation) =>
            Task.FromResult(ScriptAnswer.Of(JsonSerializer.Serialize(name)));
    }
}
