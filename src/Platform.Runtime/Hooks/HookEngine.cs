using Microsoft.Extensions.Logging.Abstractions;
using Platform.Runtime.Outbound;
using Platform.Runtime.Writing;
using Platform.Runtime.Secrets;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Hooks;

/// <summary>Runs the scripts of every tenant of this node.</summary>
/// <param name="host">Workers.</param>
/// <param name="scripts">Scripts of documents.</param>
/// <param name="queries">Reads records for scripts.</param>
/// <param name="grants">What administrators agreed to.</param>
/// <param name="outbound">Calls other systems.</param>
/// <param name="secrets">Secrets of tenants.</param>
/// <param name="time">The clock.</param>
/// <param name="observers">Those who follow runs.</param>
/// <param name="logger">Takes what scripts log and why they fail.</param>
public sealed partial class HookEngine(
    ScriptHost host, HookScripts scripts, HookQueries queries, IScriptGrants grants, OutboundClient outbound, SecretStore secrets, TimeProvider time,
    IEnumerable<IHookRunObserver>? observers = null, ILogger<HookEngine>? logger = null) : IRecordHooks
{
    private readonly IHookRunObserver[] _observers = [.. observers ?? []];
    private readonly ILogger _logger = logger ?? NullLogger<HookEngine>.Instance;
    private int _isReported;

    internal ScriptHost Host => host;

    internal HookScripts Scripts => scripts;

    internal HookQueries Queries => queries;

    internal IScriptGrants Grants => grants;

    internal OutboundClient Outbound => outbound;

    internal SecretStore Secrets => secrets;

    internal TimeProvider Time => time;

    /// <inheritdoc/>
    IHookTransaction IRecordHooks.Begin(INestedWriter writer) => new HookTransaction(this, writer);

    /// <summary>Tells what came of a run.</summary>
    internal void Note(HookRun run)
    {
        if (run.Outcome.Failure is { } failure) LogFailed(_logger, run.TenantId, run.Script.Name, run.Event, failure.Code, failure.Stack ?? failure.Message);
        foreach (ScriptLogLine line in run.Outcome.Log)
        {
            LogLevel level = LevelOf(line.Level);
            if (_logger.IsEnabled(level)) LogLine(_logger, level, run.TenantId, run.Script.Name, line.Text);
        }

        foreach (IHookRunObserver observer in _observers) observer.Ended(run);
    }

    /// <summary>Tells the operator that scripts cannot run.</summary>
    internal void ReportUnavailable(string reason) => LogUnavailable(_logger, reason);

    /// <summary>Tells the operator once what the operating system takes away from workers, and what it does not.</summary>
    internal void ReportConfinement()
    {
        if (Volatile.Read(ref _isReported) == 1 || host.Health.Confinement is not { } confinement || Interlocked.Exchange(ref _isReported, 1) == 1) return;
        string[] missing =
        [
            .. confinement.HasNoNetwork ? (string[])[] : ["no network"],
            .. confinement.IsUnprivileged ? (string[])[] : ["a user without privileges"],
            .. confinement.HasNoNewPrivileges ? (string[])[] : ["no new privileges"],
            .. confinement.HasMemoryLimit ? (string[])[] : ["limited memory"],
        ];
        if (missing.Length == 0) LogConfined(_logger);
        else LogPartlyConfined(_logger, string.Join(", ", missing));
    }

    private static LogLevel LevelOf(string level) => level switch
    {
        "error" => LogLevel.Error,
        "warn" => LogLevel.Warning,
        "info" => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Hooks run confined: no network, a user without privileges, no new privileges, limited memory")]
    private static partial void LogConfined(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hooks run in their isolates alone as far as this machine does not offer: {Missing} (docs/operating.md)")]
    private static partial void LogPartlyConfined(ILogger logger, string missing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hook {Hook} of tenant {Tenant} failed at {Event}: {Code} {Stack}")]
    private static partial void LogFailed(ILogger logger, Guid tenant, string hook, string @event, string code, string stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "Hooks cannot run: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(Message = "Hook {Hook} of tenant {Tenant}: {Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, Guid tenant, string hook, string line);
}
