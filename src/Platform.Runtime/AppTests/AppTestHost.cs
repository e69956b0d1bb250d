using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Metadata.Hazards;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Hosting;
using Platform.Runtime.Identity;
using Platform.Runtime.Outbound;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.AppTests;

/// <summary>
/// The host that the tests of a run use: a whole one, listening on a port of its own, but for its clock. Its database and its files are in a folder that goes with it;
/// each test file has a tenant of its own, in which the package is newly installed.
/// </summary>
internal sealed class AppTestHost : IAsyncDisposable
{
    private readonly DatabaseServer _database;
    private readonly RunningHost _host;
    private readonly string _folder;
    private int _tenants;

    private AppTestHost(DatabaseServer database, RunningHost host, TestClock clock, FakeHttp http, string folder)
    {
        _database = database;
        _host = host;
        _folder = folder;
        Clock = clock;
        Http = http;
    }

    /// <summary>The clock of the host.</summary>
    public TestClock Clock { get; }

    /// <summary>Other systems, as tests have them answer.</summary>
    public FakeHttp Http { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => _host.Address;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a database and a host on it.</summary>
    public static async Task<AppTestHost> StartAsync(CancellationToken cancellation)
    {
        await RemoveLeftoversAsync();
        string folder = Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(folder);
        DatabaseServer? database = null;
        try
        {
            // Nothing here has to survive a power cut.
            database = await DatabaseServer.StartEmbeddedAsync(new EmbeddedServerOptions(Path.Combine(folder, "postgresql")) { Durable = false }, cancellation);
            await CatalogMigrator.MigrateAsync(database.DataSource, cancellation);
            TestClock clock = new();
            FakeHttp http = new();
            PlatformOptions options = new() { Port = 0, DataDirectory = folder, AdministratorPassword = PasswordGenerator.Create() };
            RunningHost host = await RunningHost.StartAsync(options, database, cancellation, services => Prepare(services, clock, http));
            return new AppTestHost(database, host, clock, http, folder);
        }
        catch
        {
            if (database is not null) await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>A new tenant with the package in it.</summary>
    /// <exception cref="AppTestException">The package cannot be installed; the message has the findings.</exception>
    public async Task<TestTenant> CreateTenantAsync(AppUnderTest app, CancellationToken cancellation)
    {
        string slug = string.Create(CultureInfo.InvariantCulture, $"test_{++_tenants}");
        Tenant tenant = new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            SchemaName = "t_" + slug,
            Name = "Tests",
            Locale = "en",
            TimeZone = "UTC",
            Currency = "USD",
        };
        await Services.GetRequiredService<TenantProvisioning>().CreateTenantAsync(tenant, cancellation);
        await Services.GetRequiredService<PackageInstaller>().InstallAsync(tenant.Id, [], cancellation);
        foreach (AppPackage package in app.Packages) await InstallAsync(tenant, package, cancellation);
        return new TestTenant(this, tenant);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Root => Path.Combine(Path.GetTempPath(), $"platform-app-tests-{Environment.UserName}");

    private static void Prepare(IServiceCollection services, TestClock clock, FakeHttp http)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(clock);
        services.RemoveAll<OutboundClient>();
        services.AddSingleton(_ => new OutboundClient(new OutboundOptions(), handler: http));
        // What tests find out, they say themselves.
        services.RemoveAll<ILoggerProvider>();
    }

    private async Task InstallAsync(Tenant tenant, AppPackage package, CancellationToken cancellation)
    {
        TenantState state = (await Services.GetRequiredService<TenantModels>().RefreshAsync(tenant.Id, cancellation))!;
        PublishRequest request = new() { TenantId = tenant.Id, Edits = package.EditsFor(state), Reason = $"{package.Manifest.Name} {package.Manifest.Version}", Accept = [HazardCodes.ScriptRights] };
        if (await Services.GetRequiredService<Publisher>().ApplyAsync(request, cancellation) is not PublishRefused refused) return;
        throw new AppTestException($"{package.Manifest.Name} cannot be installed: {refused.Message}{string.Concat(refused.Plan?.Diagnostics.Select(d => Environment.NewLine + d) ?? [])}");
    }

    // Of runs whose process was killed.
    private static async Task RemoveLeftoversAsync()
    {
        Directory.CreateDirectory(Root);
        foreach (string folder in Directory.GetDirectories(Root).Where(f => !IsOfLivingProcess(Path.GetFileName(f))))
        {
            try
            {
                string database = Path.Combine(folder, "postgresql");
                if (Directory.Exists(database)) await EmbeddedServer.RemoveAsync(database);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception other) when (other is IOException or DatabaseStartException)
            {
                // Another run is removing it.
            }
        }
    }

    private static bool IsOfLivingProcess(string folder)
    {
        if (!int.TryParse(folder.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
