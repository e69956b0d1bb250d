using System.Globalization;
using System.Text;

namespace Platform.Runtime.Database.Embedded;

/// <summary>Writes the server's configuration for the machine it runs on.</summary>
internal static class EmbeddedConfiguration
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Text of <c>platform.conf</c>, which <c>postgresql.conf</c> includes last. Rewritten at every start.</summary>
    /// <param name="options">Options of the server.</param>
    /// <param name="socketDirectory">Folder of the Unix socket, or null when the path is too long for one.</param>
    /// <param name="port">Port, which is also part of the socket's name.</param>
    internal static string Render(EmbeddedServerOptions options, string? socketDirectory, int port)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Connections(settings, options, socketDirectory, port);
        Memory(settings, options.MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Storage(settings, options.Durable);
        Housekeeping(settings);

        var text = new StringBuilder("# Written by the host at every start. To override a setting: ALTER SYSTEM.\n");
        foreach ((string name, string value) in settings) text.Append(name).Append(" = ").Append(Quote(value)).Append('\n');
        return text.ToString();
    }

    private static void Connections(
        Dictionary<string, string> settings, EmbeddedServerOptions options, string? socketDirectory, int port)
    {
        bool tcp = options.Port is not null || socketDirectory is null;
        settings["listen_addresses"] = tcp ? "127.0.0.1" : "";
        settings["port"] = Number(port);
        settings["unix_socket_directories"] = socketDirectory ?? "";
        settings["unix_socket_permissions"] = "0700";
        settings["max_connections"] = Number(options.MaxConnections);
        settings["password_encryption"] = "scram-sha-256";
        settings["tcp_keepalives_idle"] = "60";
        // A client that stops in the middle of a transaction must not keep a tenant's deploy waiting.
        settings["idle_in_transaction_session_timeout"] = "5min";
        // One deploy may touch every table and index of a tenant.
        settings["max_locks_per_transaction"] = "256";
    }

    /// <summary>The server shares the machine with the host: an eighth for its buffers, half assumed to be file cache.</summary>
    private static void Memory(Dictionary<string, string> settings, long bytes)
    {
        settings["shared_buffers"] = Size(Math.Clamp(bytes / 8, 128 * Megabyte, 8192 * Megabyte));
        settings["effective_cache_size"] = Size(Math.Max(bytes / 2, 256 * Megabyte));
        settings["maintenance_work_mem"] = Size(Math.Clamp(bytes / 32, 64 * Megabyte, 1024 * Megabyte));
        settings["work_mem"] = Size(Math.Clamp(bytes / 1024, 4 * Megabyte, 32 * Megabyte));
        // Statements are short and many; compiling them costs more than running them.
        settings["jit"] = "off";
    }

    private static void Storage(Dictionary<string, string> settings, bool durable)
    {
        settings["random_page_cost"] = "1.1";
        settings["wal_compression"] = "on";
        settings["max_wal_size"] = "2GB";
        settings["min_wal_size"] = "128MB";
        settings["checkpoint_timeout"] = "15min";
        if (durable) return;
        settings["fsync"] = "off";
        settings["synchronous_commit"] = "off";
        settings["full_page_writes"] = "off";
        settings["wal_level"] = "minimal";
        settings["max_wal_senders"] = "0";
        settings["shared_buffers"] = "128MB";
    }

    private static void Housekeeping(Dictionary<string, string> settings)
    {
        settings["autovacuum_vacuum_scale_factor"] = "0.05";
        settings["autovacuum_analyze_scale_factor"] = "0.02";
        settings["autovacuum_naptime"] = "20s";
        settings["track_io_timing"] = "on";
        settings["timezone"] = "UTC";
        settings["log_timezone"] = "UTC";
        // A week of logs, one file a day, each overwritten a week later.
        settings["logging_collector"] = "on";
        settings["log_directory"] = "log";
        settings["log_filename"] = "postgresql-%a.log";
        settings["log_truncate_on_rotation"] = "on";
        settings["log_rotation_age"] = "1d";
        settings["log_rotation_size"] = "0";
        settings["log_checkpoints"] = "off";
        settings["log_lock_waits"] = "on";
        settings["log_min_duration_statement"] = "5s";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) => (bytes / Megabyte).ToString(CultureInfo.InvariantCulture) + "MB";

    private static string Quote(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
