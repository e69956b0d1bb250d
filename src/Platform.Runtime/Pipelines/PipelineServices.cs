using Platform.Runtime.Timers;

namespace Platform.Runtime.Pipelines;

/// <summary>Services of pipelines.</summary>
internal static class PipelineServices
{
    /// <summary>Adds the services.</summary>
    public static void AddPipelines(this IServiceCollection services)
    {
        services.AddSingleton<ITimerHandler, StageLookHandler>();
        services.AddSingleton<ITimerHandler, StageTransitionHandler>();
        services.AddSingleton<ITimerHandler, TotalsFoldHandler>();
    }
}
