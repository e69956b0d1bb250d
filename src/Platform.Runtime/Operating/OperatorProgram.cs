using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Hosting;

/// <summary>
/// The operator's commands: <c>tenant</c> and <c>user</c>. They work on the database itself, beside a running host or without one; what they
/// make is announced to running hosts by the database.
/// </summary>
internal static class OperatorProgram
{
    internal const string Usage =
        """
        Usage: ./platform tenant list
               ./platform tenant create SLUG [--name NAME] [--locale en] [--time-zone UTC] [--currency USD]
               ./platform user create EMAIL --tenant SLUG [--name NAME] [--role ROLE]…
        Besides: --data DIR or --database CONN, as for run. The password of a new user is that of PLATFORM_USER_PASSWORD, or generated and printed.
        """;

    private const string PasswordAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    /// <summary>Whether a command line is an operator's.</summary>
    internal static bool Takes(string[] arguments) => arguments is ["tenant" or "user", ..];

    /// <summary>Runs a command.</summary>
    internal static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        OperatorArguments given = OperatorArguments.Parse(arguments);
        RequireComplete(given);
        PlatformOptions options = PlatformOptionsReader.Read(given.HostFlags, Environment.GetEnvironmentVariable);
        await using DatabaseServer database = await OpenAsync(options, stop);
        await CatalogMigrator.MigrateAsync(database.DataSource, stop);
        await using WebApplication app = HostComposition.Build(options, database);
        switch (given.Command)
        {
            case "tenant list":
                await ListTenantsAsync(app.Services, stop);
                break;
            case "tenant create":
                await CreateTenantAsync(app.Services, given, stop);
                break;
            case "user create":
                await CreateUserAsync(app.Services, given, stop);
                break;
        }
    }

    /// <summary>What is wrong with a command is told before a database is started for it.</summary>
    private static void RequireComplete(OperatorArguments given)
    {
        if (given.Command is not ("tenant list" or "tenant create" or "user create"))
            throw new PlatformOptionsException($"There is no command '{given.Command}'.\n\n{Usage}");
        if (given.Command == "tenant create") given.Subject("a slug");
        if (given.Command != "user create") return;
        given.Subject("an e-mail address");
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"--tenant is missing.\n\n{Usage}");
    }

    /// <summary>The database of a running host when there is one; otherwise one that is started for the command alone.</summary>
    private static async Task<DatabaseServer> OpenAsync(PlatformOptions options, CancellationToken stop)
    {
        if (options.Database is { } named) return await DatabaseServer.ConnectAsync(named, stop);
        string directory = Path.Combine(options.DataDirectory, "postgresql");
        try
        {
            return await DatabaseServer.StartEmbeddedAsync(new EmbeddedServerOptions(directory), stop);
        }
        catch (DatabaseStartException busy) when (busy.Code == "DATABASE_IN_USE" && EmbeddedServer.FindRunning(directory) is { } running)
        {
            return await DatabaseServer.ConnectAsync(running, stop);
        }
    }

    private static async Task ListTenantsAsync(IServiceProvider services, CancellationToken stop)
    {
        await using CatalogContext catalog = await ContextAsync(services, stop);
        await foreach (Tenant tenant in catalog.Tenants.AsNoTracking().OrderBy(t => t.Slug).AsAsyncEnumerable().WithCancellation(stop))
        {
            string status = tenant.Status == TenantStatus.Active ? "active" : "suspended";
            Console.WriteLine($"{tenant.Slug}\t{tenant.Name}\t{status}\trevision {tenant.Revision}\t{tenant.Locale}\t{tenant.TimeZone}\t{tenant.Currency}");
        }
    }

    private static async Task CreateTenantAsync(IServiceProvider services, OperatorArguments given, CancellationToken stop)
    {
        string slug = given.Subject("a slug");
        await services.GetRequiredService<TenantProvisioning>().CreateTenantAsync(
            new Tenant
            {
                Id = Guid.CreateVersion7(),
                Slug = slug,
                SchemaName = "t_" + slug,
                Name = given.Value("--name") ?? slug,
                Locale = given.Value("--locale") ?? "en",
                TimeZone = given.Value("--time-zone") ?? "UTC",
                Currency = given.Value("--currency") ?? "USD",
            },
            stop);
        // Gives the tenant the platform's documents and the app packages, as a start of the host would.
        await RunStepsAsync(services, stop);
        Console.WriteLine($"Tenant '{slug}' was made.");
    }

    private static async Task CreateUserAsync(IServiceProvider services, OperatorArguments given, CancellationToken stop)
    {
        string email = given.Subject("an e-mail address");
        string slug = given.Value("--tenant")!;
        await using CatalogContext catalog = await ContextAsync(services, stop);
        Tenant tenant = await catalog.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, stop)
            ?? throw new ProvisioningException("TENANT_NOT_FOUND", $"There is no tenant '{slug}'.");
        string? chosen = Environment.GetEnvironmentVariable("PLATFORM_USER_PASSWORD");
        string password = chosen ?? RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength);
        bool isKnown = await catalog.Users.AnyAsync(user => user.Email == email, stop);
        var member = new NewMember(email, given.Value("--name") ?? email, password, given.Values("--role"));
        await services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(tenant.Id, member, stop);
        await RunStepsAsync(services, stop);
        string secret = isKnown ? "keeps the password used so far" : chosen is null ? $"password {password}" : "password of PLATFORM_USER_PASSWORD";
        Console.WriteLine($"{email} belongs to '{slug}'; {secret}.");
    }

    private static async Task RunStepsAsync(IServiceProvider services, CancellationToken stop)
    {
        foreach (IStartupStep step in services.GetServices<IStartupStep>()) await step.RunAsync(stop);
    }

    private static Task<CatalogContext> ContextAsync(IServiceProvider services, CancellationToken stop) =>
        services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(stop);
}
