using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Identity;

/// <summary>Makes the tenant <c>default</c> and its administrator in a catalog that has no tenant.</summary>
internal sealed class FirstRun(
    PlatformOptions options, NpgsqlDataSource dataSource, IDbContextFactory<CatalogContext> contexts, TenantProvisioning provisioning) : IStartupStep
{
    internal const string TenantSlug = "default";
    internal const string AdministratorEmail = "admin@example.com";
    internal const string AdministratorRole = "administrator";
    private string? _generatedPassword;

    private string PasswordFile => Path.Combine(options.DataDirectory, "administrator-password");

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection guard = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction turn = await guard.BeginTransactionAsync(cancellation);
        await using (var wait = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", guard, turn))
        {
            wait.Parameters.AddWithValue(AdvisoryLocks.FirstRun);
            await wait.ExecuteNonQueryAsync(cancellation);
        }
        await using CatalogContext catalog = await contexts.CreateDbContextAsync(cancellation);
        Tenant? tenant = await catalog.Tenants.AsNoTracking().OrderBy(t => t.CreatedAt).FirstOrDefaultAsync(cancellation);
        tenant ??= await CreateTenantAsync(cancellation);
        // A process that died between the two steps left a tenant that nobody can enter.
        if (!await catalog.Memberships.AnyAsync(cancellation)) await CreateAdministratorAsync(tenant, cancellation);
    }

    /// <summary>What the person at the terminal is told about signing in. A generated password is shown in the run that made it.</summary>
    internal string SignIn(PlatformOptions host)
    {
        if (_generatedPassword is not null) return $"Sign in   {AdministratorEmail}   {_generatedPassword}";
        if (host.AdministratorPassword is not null) return $"Sign in   {AdministratorEmail}   (password of PLATFORM_ADMIN_PASSWORD at the first run)";
        return File.Exists(PasswordFile)
            ? $"Sign in   {AdministratorEmail}   (first password in {Path.GetRelativePath(Environment.CurrentDirectory, PasswordFile)})"
            : $"Sign in   {AdministratorEmail}";
    }

    private async Task<Tenant> CreateTenantAsync(CancellationToken cancellation)
    {
        var tenant = new Tenant
        {
            Id = Guid.CreateVersion7(),
            Slug = TenantSlug,
            SchemaName = "t_" + TenantSlug,
            Name = "Default",
            Locale = "en",
            TimeZone = "UTC",
            Currency = "USD",
        };
        await provisioning.CreateTenantAsync(tenant, cancellation);
        return tenant;
    }

    private async Task CreateAdministratorAsync(Tenant tenant, CancellationToken cancellation)
    {
        string password = options.AdministratorPassword ?? GeneratedPassword();
        await provisioning.CreateMemberAsync(
            tenant.Id, new NewMember(AdministratorEmail, "Administrator", password, [AdministratorRole]), cancellation);
    }

    /// <summary>Stored before it is used, so that it can't be lost with a process that dies in between.</summary>
    private string GeneratedPassword() => _generatedPassword = PasswordGenerator.OfFile(PasswordFile);
}
