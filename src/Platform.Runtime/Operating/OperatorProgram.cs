using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Hosting;

namespace Platform.Runtime.Operating;

/// <summary>
/// The operator's commands. They work on the database itself, beside a running host or without one; what they
/// make is announced to running hosts by the database.
/// </summary>
internal static class OperatorProgram
{
    internal const string Usage =
        """
        Usage: ./platform tenant list
               ./platform tenant create SLUG [--name NAME] [--locale en] [--time-zone UTC] [--currency USD]
               ./platform tenant suspend SLUG        nobody signs in, no job runs; the data stay
               ./platform tenant resume SLUG
               ./platform tenant delete SLUG --yes   with all of its records, documents and files, for good
               ./platform user list [--tenant SLUG]
               ./platform user create EMAIL --tenant SLUG [--name NAME] [--role ROLE]…
               ./platform user set-roles EMAIL --tenant SLUG [--role ROLE]…
               ./platform user set-password EMAIL    ends the person's sessions
               ./platform user deactivate EMAIL --tenant SLUG
               ./platform user activate EMAIL --tenant SLUG
               ./platform operations register MANIFEST.json --tenant SLUG            GraphQL documents that clients may name
               ./platform operations list --tenant SLUG
               ./platform operations remove ID --tenant SLUG
               ./platform operations require --tenant SLUG [--role ROLE]             registered documents alone, for all or for a role
               ./platform operations release --tenant SLUG [--role ROLE]             any documents again
               ./platform keys rotate                a new key for encrypted fields; what is stored is encrypted anew
               ./platform rollups check --tenant SLUG [--object NAME] [--field NAME]         compares rollups with their lists
               ./platform rollups recompute --tenant SLUG [--object NAME] [--field NAME]     makes them anew, beside people who work
               ./platform approvals verify           the trails of approvals against their hashes; exits with 1 when one is broken
               ./platform timers failed --tenant SLUG            what time should have done and could not, with the reason
               ./platform timers retry [NUMBER] --tenant SLUG    tries it at once, all of it without a number
               ./platform backup FILE.zip [--tenant SLUG]
               ./platform restore FILE.zip [--without-keys]
               ./platform export FILE.zip --tenant SLUG [--format csv|json] [--object NAME]… [--with-encrypted]
        Besides: --data DIR or --database CONN, as for run. A new password is that of PLATFORM_USER_PASSWORD, or generated and printed.
        """;

    private static readonly OperatorCommand[] Commands = [.. TenantCommands.All, .. UserCommands.All, .. OperationCommands.All, .. KeyCommands.All, .. RollupCommands.All, .. ApprovalCommands.All, .. TimerCommands.All, .. BackupCommands.All];

    /// <summary>Whether a command line is an operator's.</summary>
    internal static bool Takes(string[] arguments) => arguments.Length > 0 && Commands.Any(c => c.Name.Split(' ')[0] == arguments[0]);

    /// <summary>Runs a command.</summary>
    internal static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        OperatorArguments given = OperatorArguments.Parse(arguments);
        OperatorCommand command = Commands.FirstOrDefault(c => c.Name == given.Command)
            ?? throw new PlatformOptionsException($"There is no command '{given.Command}'.\n\n{Usage}");
        // What is wrong with a command is told before a database is started for it.
        command.Check(given);
        PlatformOptions options = PlatformOptionsReader.Read(given.HostFlags, Environment.GetEnvironmentVariable);
        await using DatabaseServer database = await OpenAsync(options, stop);
        await CatalogMigrator.MigrateAsync(database.DataSource, stop);
        await using WebApplication app = HostComposition.Build(options, database);
        await command.RunAsync(new OperatorContext(app.Services, given, options), stop);
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
}
