namespace Platform.Runtime.Database.Embedded;

/// <summary>How the embedded server is to run.</summary>
/// <param name="Directory">
/// Folder of the server's own: data directory, socket, passwords. Made if absent. One server at a time uses it.
/// </param>
public sealed record EmbeddedServerOptions(string Directory)
{
    /// <summary>
    /// Whether a commit survives a power cut. False (no fsync, minimal WAL) is for tests: a killed server still recovers, a crashed
    /// machine may not.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// TCP port on 127.0.0.1 to listen on besides the Unix socket, for tools such as psql. Null: the socket alone.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>Most connections at a time, three of them kept for the superuser.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Memory that the tuning is computed from, in bytes; null: what this process may use.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>
    /// Name of the account that the server runs as when this process is root's, for PostgreSQL refuses to run as root. An existing
    /// data directory keeps the owner it has.
    /// </summary>
    public string UnprivilegedUser { get; init; } = "nobody";

    /// <summary>Longest wait for the server to accept connections (crash recovery included).</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
