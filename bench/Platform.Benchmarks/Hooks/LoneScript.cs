using System.Text.Json;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Benchmarks.Hooks;

/// <summary>A script without a record behind it, run as a save of one record runs it.</summary>
internal static class LoneScript
{
    private static readonly byte[] Input = JsonSerializer.SerializeToUtf8Bytes(new
    {
        @event = "beforeUpdate",
        records = new[] { new { id = "1", old = new { a = 1, b = 2, c = "" }, values = new { b = 3 } } },
        user = new { },
        tenant = new { },
        now = 0,
        texts = new { },
    });

    /// <summary>The script of a source.</summary>
    public static ScriptBundle Of(string source) => new("h.js", new Dictionary<string, string> { ["h.js"] = source });

    /// <summary>Runs it once for a tenant, in a lease of its own.</summary>
    public static async Task RunAsync(ScriptHost host, ScriptBundle script, Guid tenant)
    {
        await using ScriptLease lease = await host.LeaseAsync(tenant, CancellationToken.None);
        await lease.RunAsync(script, "default", Input, host.Limits, new NoCalls(), CancellationToken.None);
    }

    private sealed class NoCalls : IScriptCalls
    {
        public Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation) => Task.FromResult(ScriptAnswer.Nothing);
    }
}
