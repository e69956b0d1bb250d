using System.Globalization;
using Npgsql;

namespace Platform.Runtime.Database.Embedded;

/// <summary>
/// A PostgreSQL server started by this process for itself: its own data directory, scram passwords, a Unix socket (loopback TCP only when
/// asked for, or when the path is too long for a socket). It survives the death of this process; the next start takes it down and
/// starts it again.
/// </summary>
/// <remarks>
/// The directory holds <c>data</c> (owned by the server's account), <c>run</c> (socket, start log), <c>secrets</c> (passwords, readable
/// by the owner of this process alone) and <c>lock</c> (held while a host uses the directory).
/// </remarks>
public sealed class EmbeddedServer : IAsyncDisposable
{
    /// <summary>Role that owns the platform's database; it is no superuser.</summary>
    public const string PlatformRole = "platform";

    /// <summary>Name of the platform's database.</summary>
    public const string PlatformDatabase = "platform";

    internal const string SuperuserRole = "postgres";

    private readonly EmbeddedServerOptions options;
    private readonly EmbeddedDirectory directory;
    private readonly EmbeddedControl control;
    private bool isStopped;

    private EmbeddedServer(EmbeddedServerOptions options, EmbeddedDirectory directory, EmbeddedControl control)
    {
        this.options = options;
        this.directory = directory;
        this.control = control;
    }

    /// <summary>Connection string of the platform's role and database.</summary>
    public string ConnectionString => control.ConnectionString(PlatformRole, directory.PlatformPassword, PlatformDatabase);

    /// <summary>Connection string of the superuser, for administration and tests.</summary>
    public string AdministratorConnectionString =>
        control.ConnectionString(SuperuserRole, directory.SuperuserPassword, "postgres");

    /// <summary>Process id of the postmaster, or null while it is not running.</summary>
    public int? ProcessId => directory.RunningPostmaster();

    /// <summary>
    /// Starts the server: makes the data directory at first, takes down what a killed host left running, and returns once connections
    /// are accepted and the platform's role and database exist.
    /// </summary>
    /// <exception cref="DatabaseStartException">
    /// <c>DATABASE_BINARIES_MISSING</c>, <c>DATABASE_IN_USE</c>, <c>DATABASE_VERSION</c>, <c>DATABASE_DIRECTORY_OWNER</c>,
    /// <c>DATABASE_DIRECTORY_UNREACHABLE</c>, <c>DATABASE_PASSWORD_LOST</c>, <c>DATABASE_PORT_TAKEN</c>, <c>DATABASE_START_FAILED</c>.
    /// </exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellation = default)
    {
        EmbeddedDistribution distribution = EmbeddedDistribution.Locate();
        EmbeddedDirectory directory = EmbeddedDirectory.Open(options.Directory);
        try
        {
            directory.RequireMajorVersion(distribution);
            ServerAccount account = await ServerAccount.ChooseAsync(
                directory.Data, options.UnprivilegedUser, cancellation);
            var control = new EmbeddedControl(options, distribution, directory, account);
            var server = new EmbeddedServer(options, directory, control);
            await control.InitialiseAsync(cancellation);
            await server.StartPostmasterAsync(cancellation);
            return server;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connection string of the platform's role on a server that another process has running in a directory; null when none is, or when its
    /// passwords can't be read.
    /// </summary>
    public static string? FindRunning(string path)
    {
        string root = Path.GetFullPath(path);
        string process = Path.Combine(root, "data", "postmaster.pid");
        string password = Path.Combine(root, "secrets", PlatformRole);
        try
        {
            // Lines of the pid file: process, data directory, start time, port, socket directory, listening address.
            string[] lines = File.ReadAllLines(process);
            return new NpgsqlConnectionStringBuilder
            {
                Host = lines[4].Length > 0 ? lines[4] : "127.0.0.1",
                Port = int.Parse(lines[3], CultureInfo.InvariantCulture),
                Username = PlatformRole,
                Password = File.ReadAllText(password),
                Database = PlatformDatabase,
            }.ConnectionString;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or IndexOutOfRangeException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Takes down the server of a directory that no host uses any more, and deletes the directory with all its data.</summary>
    /// <exception cref="DatabaseStartException"><c>DATABASE_IN_USE</c>: a host holds it.</exception>
    public static async Task RemoveAsync(string path, CancellationToken cancellation = default)
    {
        using EmbeddedDirectory directory = EmbeddedDirectory.Open(path);
        var options = new EmbeddedServerOptions(path);
        ServerAccount account = await ServerAccount.ChooseAsync(directory.Data, options.UnprivilegedUser, cancellation);
        await new EmbeddedControl(options, EmbeddedDistribution.Locate(), directory, account).StopAsync(cancellation);
        Directory.Delete(directory.Root, recursive: true);
    }

    /// <summary>
    /// Starts the postmaster again if it is gone, for example killed by the system for want of memory. Does nothing while it runs or
    /// once the server was stopped.
    /// </summary>
    public async Task EnsureRunningAsync(CancellationToken cancellation = default)
    {
        if (!isStopped && ProcessId is null) await StartPostmasterAsync(cancellation);
    }

    /// <summary>Takes the postmaster down; <see cref="EnsureRunningAsync"/> starts it again. The directory stays held.</summary>
    public Task StopPostmasterAsync(CancellationToken cancellation = default) => control.StopAsync(cancellation);

    /// <summary>Stops the postmaster and starts it again: open connections are cut, the data stays.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await control.StopAsync(cancellation);
        await StartPostmasterAsync(cancellation);
    }

    /// <summary>Stops the server: open transactions are rolled back, everything committed is on disk.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (isStopped) return;
        isStopped = true;
        await control.StopAsync(cancellation);
        directory.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartPostmasterAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.StartTimeout);
        await control.StopAsync(limit.Token);
        await control.StartAsync(limit.Token);
        try
        {
            await EnsureDatabaseAsync(limit.Token);
        }
        catch (PostgresException wrong) when (wrong.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await control.StopAsync(limit.Token);
            throw new DatabaseStartException(
                "DATABASE_PASSWORD_LOST",
                $"The passwords in '{directory.Secrets}' are not those of the data directory '{directory.Data}'. " +
                "Put back the files that belong to it.",
                wrong);
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellation)
    {
        string administrator = new NpgsqlConnectionStringBuilder(AdministratorConnectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(administrator);
        await connection.OpenAsync(cancellation);
        if (!await ExistsAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", PlatformRole, cancellation))
            await ExecuteAsync(connection, "CREATE ROLE platform LOGIN", cancellation);
        // The password is made by this process of letters and digits alone.
        await ExecuteAsync(connection, $"ALTER ROLE platform PASSWORD '{directory.PlatformPassword}'", cancellation);
        if (!await ExistsAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", PlatformDatabase, cancellation))
            await ExecuteAsync(connection, "CREATE DATABASE platform OWNER platform", cancellation);
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection, string query, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new NpgsqlParameter { Value = name } } };
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
