using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Hooks;

/// <summary>The services of hooks.</summary>
internal static class HookServices
{
    /// <summary>Adds workers, scripts and the engine.</summary>
    public static void AddHooks(this IServiceCollection services)
    {
        services.AddSingleton(s =>
        {
            PlatformOptions options = s.GetRequiredService<PlatformOptions>();
            return new ScriptHost(options.HookWorkers, options.HookLimits, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(_ => new ScriptCompiler());
        services.AddSingleton(_ => new TypeChecker());
        services.AddSingleton<HookTypeChecks>();
        services.AddSingleton<HookScripts>();
        services.AddSingleton<HookChecks>();
        services.AddSingleton<HookQueries>();
        services.AddSingleton<ScriptGrants>();
        services.AddSingleton<IScriptGrants>(s => s.GetRequiredService<ScriptGrants>());
        services.AddSingleton<INotificationSubscriber>(s => s.GetRequiredService<ScriptGrants>());
        services.AddSingleton<HookEngine>();
        services.AddSingleton<IRecordHooks>(s => s.GetRequiredService<HookEngine>());
        services.AddSingleton<IChangeListener, CommittedHooks>();
        services.AddSingleton<IHookRunObserver, HookMetrics>();
        services.AddSingleton<HookTransactions>();
        services.AddSingleton<IBackgroundComputation, ComputedFields>();
        services.AddSingleton<HookCallers>();
        services.AddSingleton<IActionRunner, ActionRunner>();
        services.AddSingleton<IDeliverer, HookDeliverer>();
        services.AddSingleton<ITimerHandler, ScheduledHooks>();
    }
}
