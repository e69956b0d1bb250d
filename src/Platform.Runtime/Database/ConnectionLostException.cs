using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>
/// The connection to the database broke while it was used, whatever the driver made of it. Nothing is known of what was sent last; what was not committed is undone.
/// </summary>
/// <param name="cause">What the driver threw.</param>
public sealed class ConnectionLostException(Exception cause) : NpgsqlException("The connection to the database was lost.", cause);
