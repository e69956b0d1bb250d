using Platform.Runtime.BackTests;
using Platform.Runtime.Configuration;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>Services of traces and of what is made of them: repeated runs, back-tests.</summary>
internal static class TraceServices
{
    /// <summary>Adds the services.</summary>
    public static void AddTraces(this IServiceCollection services)
    {
        services.AddSingleton(s => s.GetRequiredService<PlatformOptions>().Traces);
        services.AddSingleton<TraceStore>();
        services.AddSingleton<TraceKeeper>();
        services.AddHostedService(s => s.GetRequiredService<TraceKeeper>());
        services.AddHostedService<TraceRetention>();
        services.AddSingleton<ITransactionTraces, TransactionTraces>();
        services.AddSingleton<HookReplay>();
        services.AddSingleton<EarlierSaves>();
        services.AddSingleton(BackTestLimits.Usual);
        services.AddSingleton<HookBackTest>();
    }
}
