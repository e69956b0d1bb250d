using Npgsql;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Hazards;
using Platform.Runtime.Configuration;

namespace Platform.Runtime.Publishing;

/// <summary>
/// At the start of the host, and for each new tenant: brings the platform's own documents to this version, and installs the app packages that
/// a tenant lacks or has in an older version. A package that a tenant once had and removed stays away. A tenant whose documents do not go with the platform's own is not served, and looked at again
/// every minute; it keeps no other from being served.
/// </summary>
public sealed partial class PackageInstaller(
    NpgsqlDataSource dataSource, TenantModels models, Publisher publisher, MemberRecords members, PlatformOptions options,
    ILogger<PackageInstaller> logger) : IStartupStep
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<AppPackage> apps = options.AppsDirectory is { } directory ? AppPackage.ReadAll(directory) : [];
        foreach (Guid tenantId in await ActiveTenantsAsync(cancellation)) await TryInstallAsync(tenantId, apps, cancellation);
    }

    /// <summary>Looks again at the tenants that are not served.</summary>
    public async Task RetryAsync(CancellationToken cancellation)
    {
        if (models.Unready.Count == 0) return;
        IReadOnlyList<AppPackage> apps = options.AppsDirectory is { } directory ? AppPackage.ReadAll(directory) : [];
        foreach (Guid tenantId in models.Unready) await TryInstallAsync(tenantId, apps, cancellation);
    }

    private async Task TryInstallAsync(Guid tenantId, IReadOnlyList<AppPackage> apps, CancellationToken cancellation)
    {
        try
        {
            await InstallAsync(tenantId, apps, cancellation);
        }
        catch (TenantNotReadyException refused)
        {
            models.Serve(tenantId, refused);
            LogNotReady(logger, tenantId, refused.Message);
        }
    }

    /// <summary>Brings one tenant up to date: the platform's documents, then the packages.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="apps">Packages in the order of their dependencies.</param>
    /// <param name="cancellation">Stops between packages, or within one, which is then not installed.</param>
    /// <exception cref="TenantNotReadyException">The tenant's documents do not go with the platform's own.</exception>
    public async Task InstallAsync(Guid tenantId, IReadOnlyList<AppPackage> apps, CancellationToken cancellation)
    {
        Dictionary<string, (string Version, byte[] Checksum)> installed = await InstalledAsync(tenantId, cancellation);
        await InstallAsync(tenantId, AppPackage.BuiltIn, installed, cancellation);
        models.Serve(tenantId, null);
        await members.EnsureAsync(tenantId, cancellation);
        HashSet<string> ever = await EverInstalledAsync(tenantId, cancellation);
        foreach (AppPackage app in apps)
        {
            bool wasRemoved = !installed.ContainsKey(app.Manifest.Name) && ever.Contains(app.Manifest.Name);
            if (!wasRemoved) await InstallAsync(tenantId, app, installed, cancellation);
        }
    }

    private async Task InstallAsync(
        Guid tenantId, AppPackage package, Dictionary<string, (string Version, byte[] Checksum)> installed, CancellationToken cancellation)
    {
        string name = package.Manifest.Name;
        bool isBuiltIn = name == BuiltInDocuments.PackageName;
        if (installed.TryGetValue(name, out (string Version, byte[] Checksum) present))
        {
            bool same = present.Checksum.AsSpan().SequenceEqual(package.Checksum);

            // An older platform beside a newer one leaves the newer one's documents alone.
            if (same || PackageVersion.Compare(package.Manifest.Version, present.Version) < 0) return;
        }

        if (await models.RefreshAsync(tenantId, cancellation) is not { } state) return;
        PublishOutcome outcome = await publisher.ApplyAsync(
            new PublishRequest
            {
                TenantId = tenantId,
                Edits = package.EditsFor(state),
                Reason = $"{name} {package.Manifest.Version}",
                OfPlatform = isBuiltIn,
                // Who puts a package into the folder agrees to what it asks for when it is new; what a later version asks for besides is the administrator's to decide.
                Accept = installed.ContainsKey(name) ? [] : [HazardCodes.ScriptRights],
                PackageChecksums = new Dictionary<string, byte[]> { [name] = package.Checksum },
            },
            cancellation);
        if (outcome is not PublishRefused refused) return;
        string why = refused.Message + string.Concat(refused.Plan?.Diagnostics.Take(5).Select(d => Environment.NewLine + d) ?? []);
        if (isBuiltIn) throw new TenantNotReadyException(state.Slug, why);

        // The tenant keeps what it has; an administrator sees the plan and decides.
        LogNotInstalled(logger, name, package.Manifest.Version, state.Slug, refused.Code, why);
    }

    private async Task<List<Guid>> ActiveTenantsAsync(CancellationToken cancellation)
    {
        List<Guid> tenants = [];
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT id FROM platform.tenants WHERE status = 'active' ORDER BY created_at");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) tenants.Add(reader.GetGuid(0));
        return tenants;
    }

    private async Task<Dictionary<string, (string Version, byte[] Checksum)>> InstalledAsync(Guid tenantId, CancellationToken cancellation)
    {
        Dictionary<string, (string, byte[])> installed = new(StringComparer.Ordinal);
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT name, version, checksum FROM platform.packages WHERE tenant_id = $1");
        command.Parameters.AddWithValue(tenantId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            installed.Add(reader.GetString(0), (reader.GetString(1), await reader.GetFieldValueAsync<byte[]>(2, cancellation)));
        }

        return installed;
    }

    private async Task<HashSet<string>> EverInstalledAsync(Guid tenantId, CancellationToken cancellation)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT DISTINCT name FROM platform.documents WHERE tenant_id = $1 AND kind = 'package'");
        command.Parameters.AddWithValue(tenantId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) names.Add(reader.GetString(0));
        return names;
    }

    [LoggerMessage(LogLevel.Error, "Tenant {TenantId} is not served until its documents are mended: {Reason}")]
    private static partial void LogNotReady(ILogger logger, Guid tenantId, string reason);

    [LoggerMessage(LogLevel.Warning, "Package {Package} {Version} is not installed into tenant {Tenant}: {Code}: {Reason}")]
    private static partial void LogNotInstalled(ILogger logger, string package, string version, string tenant, string code, string reason);
}
