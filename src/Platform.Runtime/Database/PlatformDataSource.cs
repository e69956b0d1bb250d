using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>Makes the connection pool that the whole host shares.</summary>
public static class PlatformDataSource
{
    /// <summary>
    /// Makes a pool. What the connection string says of pooling, preparing and timeouts is kept; what it leaves open is set for this host.
    /// </summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var given = settings.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        void Default(string keyword, object value)
        {
            if (!given.Contains(keyword)) settings[keyword] = value;
        }

        Default("Application Name", "platform");
        Default("Maximum Pool Size", 80);
        Default("Minimum Pool Size", 2);
        // Statements come from cached plans: the same texts come again and again, so the server should plan them once.
        Default("Max Auto Prepare", 200);
        Default("Auto Prepare Min Usages", 3);
        // Nothing here leaves a setting behind on a connection: settings are local to their transactions, and session locks and listeners have connections of
        // their own. Resetting each connection as it is taken would cost every request seven statements.
        Default("No Reset On Close", true);
        // Seconds until a request learns that the server is gone, instead of waiting with it.
        Default("Timeout", 10);
        Default("Command Timeout", 30);
        Default("Cancellation Timeout", 2000);
        Default("Connection Idle Lifetime", 120);
        Default("Keepalive", 30);
        Default("Read Buffer Size", 32768);
        // Values of a customer's records have no place in error messages and logs.
        Default("Include Error Detail", false);
        // The name of the pool in metrics; without it the driver takes the whole connection string.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "platform" }.Build();
    }
}
