using Platform.Runtime.Configuration;

namespace Platform.Runtime.Demo;

/// <summary>The services of demo data.</summary>
public static class DemoServices
{
    /// <summary>Adds the loader and the step that loads demo data at start. After the installation of packages, whose tables it fills.</summary>
    public static IServiceCollection AddDemoData(this IServiceCollection services)
    {
        services.AddSingleton<DemoLoader>();
        services.AddSingleton<DemoSignIns>();
        services.AddSingleton<DemoSubmitter>();
        services.AddSingleton<DemoInstaller>();
        services.AddSingleton<IStartupStep>(s => s.GetRequiredService<DemoInstaller>());
        return services;
    }
}
