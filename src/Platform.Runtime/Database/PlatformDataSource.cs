using Npgsql;
using Platform.Runtime.Reading;

namespace Platform.Runtime.Database;

/// <summary>
/// Makes the connection pools that the whole host shares: an ordinary one, and one whose server processes plan each statement once, whatever values it gets
/// (decision 0033).
/// </summary>
public static class PlatformDataSource
{
    // What a plan for any values costs is a guess, by which the server may take a short statement for one that is worth compiling.
    private const string PlansOnce = "-c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>
    /// Makes the ordinary pool. What the connection string says of pooling, preparing and timeouts is kept; what it leaves open is set for this host.
    /// </summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static NpgsqlDataSource Create(string connectionString) => Build(Settings(connectionString, TimeSpan.FromSeconds(30), usesBeforePrepared: 3), "platform");

    /// <summary>Makes the pool for statements that are led by ids, or were found to have one plan for all values. It is otherwise as <see cref="Create"/>.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static NpgsqlDataSource CreatePlanningOnce(string connectionString)
    {
        // With the limit of reads: for a statement with another one, the driver sets the socket's before it and sets it back after it, which takes four calls of the system.
        NpgsqlConnectionStringBuilder settings = Settings(connectionString, new ReadingOptions().StatementTimeout, usesBeforePrepared: 2);
        settings.Options = string.IsNullOrEmpty(settings.Options) ? PlansOnce : settings.Options + " " + PlansOnce;
        return Build(settings, "platform-planned-once");
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, TimeSpan commandTimeout, int usesBeforePrepared)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var given = settings.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        void Default(string keyword, object value)
        {
            if (!given.Contains(keyword)) settings[keyword] = value;
        }

        Default("Application Name", "platform");
        // Two pools fit into the hundred connections that a server allows by default.
        Default("Maximum Pool Size", 45);
        Default("Minimum Pool Size", 2);
        // Statements come from cached plans: the same texts come again and again, so the server should plan them once. Those that are to be planned once are repeated most often.
        Default("Max Auto Prepare", 200);
        Default("Auto Prepare Min Usages", usesBeforePrepared);
        // Nothing here leaves a setting behind on a connection: settings are local to their transactions, and session locks and listeners have connections of
        // their own. Resetting each connection as it is taken would cost every request seven statements.
        Default("No Reset On Close", true);
        // Transactions are begun by statements; none of the surroundings is looked for at each opening.
        Default("Enlist", false);
        // Seconds until a request learns that the server is gone, instead of waiting with it.
        Default("Timeout", 10);
        Default("Command Timeout", (int)commandTimeout.TotalSeconds);
        Default("Cancellation Timeout", 2000);
        Default("Connection Idle Lifetime", 120);
        // By the network stack: the driver's own would take a lock and move a timer for every statement. Sockets of this machine know by themselves.
        if (settings.Host is not ['/' or '@', ..])
        {
            Default("Tcp Keepalive", true);
            Default("Tcp Keepalive Time", 30);
            Default("Tcp Keepalive Interval", 5);
        }
        Default("Read Buffer Size", 32768);
        // Values of a customer's records have no place in error messages and logs.
        Default("Include Error Detail", false);
        return settings;
    }

    // The name is that of the pool in metrics; without it the driver takes the whole connection string.
    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings, string name) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build();
}
