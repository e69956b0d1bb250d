namespace Platform.Runtime.Timers;

/// <summary>Services of timers.</summary>
internal static class TimerServices
{
    /// <summary>Adds the services; a handler is registered as <see cref="ITimerHandler"/> by the area that it belongs to.</summary>
    public static void AddTimers(this IServiceCollection services)
    {
        services.AddSingleton(new TimerOptions());
        services.AddSingleton<TimerStore>();
        services.AddSingleton<TimerReports>();
        services.AddSingleton<TimerService>();
        services.AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }
}
