using System.Net.Sockets;
using Npgsql;
using Platform.Runtime.Database;

namespace Platform.Runtime.Problems;

/// <summary>Tells failures of the database's service, and a full disk, from faults of the platform.</summary>
public static class DatabaseFailure
{
    // What the system says when a file can't grow: no space left on the device, quota exceeded (macOS, Linux).
    private const int NoSpace = 28, QuotaOfMacOs = 69, QuotaOfLinux = 122;

    /// <summary>
    /// <see cref="ProblemCatalog.DatabaseUnavailable"/> or <see cref="ProblemCatalog.StorageFull"/> when the failure, or one underneath it,
    /// is the database's; otherwise null.
    /// </summary>
    public static Problem? Classify(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException { SqlState: PostgresErrorCodes.DiskFull }:
                case StorageFullException:
                case IOException { HResult: NoSpace or QuotaOfMacOs or QuotaOfLinux }:
                    return ProblemCatalog.StorageFull;
                case PostgresException postgres when IsOfService(postgres.SqlState):
                    return ProblemCatalog.DatabaseUnavailable;
                case PostgresException:
                    return null;
                case ConnectionLostException:
                case NpgsqlException { InnerException: SocketException or IOException or TimeoutException or null }:
                    return ProblemCatalog.DatabaseUnavailable;
            }
        }
        return null;
    }

    private static bool IsOfService(string sqlState) =>
        // Connection failures; the operator's intervention (restart, crash, termination), but not a cancelled statement; want of resources.
        sqlState.StartsWith("08", StringComparison.Ordinal)
        || (sqlState.StartsWith("57P", StringComparison.Ordinal) && sqlState != "57P05")
        || sqlState.StartsWith("53", StringComparison.Ordinal);
}
