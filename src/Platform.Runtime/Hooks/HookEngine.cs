using Microsoft.Extensions.Logging.Abstractions;
using Platform.Runtime.Writing;
using Platform.Scripting.Pooling;

namespace Platform.Runtime.Hooks;

/// <summary>Runs the hooks of every tenant of this node.</summary>
/// <param name="host">Workers.</param>
/// <param name="scripts">Scripts of hooks.</param>
/// <param name="queries">Reads records for scripts.</param>
/// <param name="logger">Takes what scripts log and why they fail.</param>
public sealed partial class HookEngine(ScriptHost host, HookScripts scripts, HookQueries queries, ILogger<HookEngine>? logger = null) : IRecordHooks
{
    private int _isReported;

    internal ScriptHost Host => host;

    internal HookScripts Scripts => scripts;

    internal HookQueries Queries => queries;

    internal ILogger Logger { get; } = logger ?? NullLogger<HookEngine>.Instance;

    /// <inheritdoc/>
    IHookTransaction IRecordHooks.Begin(INestedWriter writer) => new HookTransaction(this, writer);

    /// <summary>Tells the operator once what the operating system takes away from workers, and what it does not.</summary>
    internal void ReportConfinement()
    {
        if (host.Health.Confinement is not { } confinement || Interlocked.Exchange(ref _isReported, 1) == 1) return;
        string[] missing =
        [
            .. confinement.HasNoNetwork ? (string[])[] : ["no network"],
            .. confinement.IsUnprivileged ? (string[])[] : ["a user without privileges"],
            .. confinement.HasNoNewPrivileges ? (string[])[] : ["no new privileges"],
            .. confinement.HasMemoryLimit ? (string[])[] : ["limited memory"],
        ];
        if (missing.Length == 0) LogConfined(Logger);
        else LogPartlyConfined(Logger, string.Join(", ", missing));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Hooks run confined: no network, a user without privileges, no new privileges, limited memory")]
    private static partial void LogConfined(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hooks run in their isolates alone as far as this machine does not offer: {Missing} (docs/operating.md)")]
    private static partial void LogPartlyConfined(ILogger logger, string missing);
}
