namespace Platform.Runtime.Backup;

/// <summary>The services of backups and exports.</summary>
public static class BackupServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services)
    {
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<BackupRestorer>();
        services.AddSingleton<TenantExport>();
        return services;
    }
}
