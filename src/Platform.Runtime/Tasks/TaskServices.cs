using Platform.Runtime.Timers;

namespace Platform.Runtime.Tasks;

/// <summary>Services of tasks.</summary>
internal static class TaskServices
{
    /// <summary>Adds what handles the timers of tasks.</summary>
    public static void AddTasks(this IServiceCollection services)
    {
        foreach ((string topic, _) in TaskTimers.Fields)
        {
            services.AddSingleton<ITimerHandler>(provider => ActivatorUtilities.CreateInstance<TaskTimers>(provider, topic));
        }
    }
}
