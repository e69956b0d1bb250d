using Platform.Runtime.Configuration;

namespace Platform.Runtime.Files;

/// <summary>The services of uploaded files.</summary>
public static class FileServices
{
    /// <summary>Adds upload, download and clean-up of files under the data directory.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddSingleton(s => new FileLimits { MaxTenantBytes = s.GetRequiredService<PlatformOptions>().FilesGib * 1024L * 1024 * 1024 });
        services.AddSingleton(s => new ContentStore(Path.Combine(s.GetRequiredService<PlatformOptions>().DataDirectory, "files")));
        services.AddSingleton<FileRooms>();
        services.AddSingleton<FileUploads>();
        services.AddSingleton<FileFinder>();
        services.AddSingleton<FileCleanup>();
        services.AddHostedService(s => s.GetRequiredService<FileCleanup>());
        return services;
    }
}
