using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Platform.Runtime.Database.Embedded;

/// <summary>Makes, starts and stops the server with PostgreSQL's own programs.</summary>
internal sealed class EmbeddedControl(
    EmbeddedServerOptions options, EmbeddedDistribution distribution, EmbeddedDirectory directory, ServerAccount account)
{
    /// <summary>The kernel's limit on the path of a Unix socket is 108 bytes on Linux and 104 on macOS, terminator included.</summary>
    private const int LongestSocketPath = 103;

    private const int DefaultPort = 5432;

    /// <summary>How long the sessions of a killed postmaster may take to notice.</summary>
    private static readonly TimeSpan LongestLeaving = TimeSpan.FromSeconds(30);

    private int port = DefaultPort;

    private string Draft => directory.Data + ".new";

    private string StartLog => Path.Combine(directory.Run, "start.log");

    private string? SocketDirectory =>
        Encoding.UTF8.GetByteCount(Path.Combine(directory.Run, ".s.PGSQL.65535")) <= LongestSocketPath ? directory.Run : null;

    internal string ConnectionString(string user, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketDirectory ?? "127.0.0.1",
        Port = port,
        Username = user,
        Password = password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes the data directory if there is none. It appears under its name only when it is whole.</summary>
    internal async Task InitialiseAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory.Run);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                directory.Run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        account.Own(directory.Run);
        if (File.Exists(Path.Combine(directory.Data, "PG_VERSION"))) return;

        // A killed first start leaves its draft; it was never used.
        if (Directory.Exists(Draft)) Directory.Delete(Draft, recursive: true);
        Directory.CreateDirectory(Draft);
        account.Own(Draft);
        string passwordFile = Path.Combine(directory.Run, "initial-password");
        WritePrivate(passwordFile, directory.SuperuserPassword);
        try
        {
            List<string> arguments =
            [
                "--pgdata=" + Draft, "--username=" + EmbeddedServer.SuperuserRole, "--pwfile=" + passwordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            ];
            if (!options.Durable) arguments.Add("--no-sync");
            ProgramResult made = await RunAsync("initdb", arguments, cancellation);
            if (made.ExitCode != 0) throw Failed("initdb", made.Output);
        }
        finally
        {
            File.Delete(passwordFile);
        }
        File.AppendAllText(Path.Combine(Draft, "postgresql.conf"), "\ninclude 'platform.conf'\n");
        File.WriteAllText(Path.Combine(Draft, "pg_hba.conf"), HostBasedAuthentication);
        Directory.Move(Draft, directory.Data);
    }

    /// <summary>Starts the postmaster and waits until it accepts connections.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            port = options.Port ?? (SocketDirectory is null ? FreePort() : DefaultPort);
            WritePrivate(Path.Combine(directory.Data, "platform.conf"), EmbeddedConfiguration.Render(options, SocketDirectory, port));
            WritePrivate(StartLog, "");
            string wait = ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            ProgramResult started = await RunAsync(
                "pg_ctl", ["start", "--pgdata=" + directory.Data, "--wait", "--timeout=" + wait, "--log=" + StartLog, "--silent"],
                cancellation);
            if (started.ExitCode == 0) return;
            string log = StartProblem();
            bool portTaken = log.Contains("could not bind", StringComparison.Ordinal);
            // The last processes of a killed postmaster still leave; a free port may have been taken in between.
            bool passes = log.Contains("pre-existing shared memory block", StringComparison.Ordinal) || (portTaken && options.Port is null);
            if (passes && watch.Elapsed < LongestLeaving)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
                continue;
            }
            if (portTaken)
            {
                throw new DatabaseStartException(
                    "DATABASE_PORT_TAKEN", $"The database's port {port} is taken by another program. Choose another one.");
            }
            throw Failed("pg_ctl start", started.Output + log);
        }
    }

    /// <summary>Stops the postmaster of this data directory, whoever started it; returns when it is gone.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        directory.RemoveStaleFiles();
        foreach (string mode in (string[])["fast", "immediate"])
        {
            if (directory.RunningPostmaster() is null) return;
            await RunAsync(
                "pg_ctl", ["stop", "--pgdata=" + directory.Data, "--mode=" + mode, "--wait", "--timeout=60", "--silent"], cancellation);
        }
        if (directory.RunningPostmaster() is { } stuck) throw Failed("pg_ctl stop", $"Process {stuck} does not end.");
    }

    private const string HostBasedAuthentication =
        """
        # Written when the data directory was made: the Unix socket and loopback alone, with a password.
        local all all scram-sha-256
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128 scram-sha-256

        """;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        IReadOnlyList<string> prefix = account.CommandPrefix(distribution.Program(program), directory.Data);
        return ProgramRunner.RunAsync([.. prefix, distribution.Program(program), .. arguments], cancellation);
    }

    private void WritePrivate(string path, string text)
    {
        File.Delete(path);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path, create)) writer.Write(text);
        account.Own(path);
    }

    /// <summary>What the server said at its start: its first words, and the log of the day, where the rest goes.</summary>
    private string StartProblem()
    {
        string first = File.Exists(StartLog) ? File.ReadAllText(StartLog) : "";
        string logs = Path.Combine(directory.Data, "log");
        if (!Directory.Exists(logs)) return first;
        FileInfo? latest = new DirectoryInfo(logs).GetFiles().MaxBy(file => file.LastWriteTimeUtc);
        if (latest is null) return first;
        string[] lines = File.ReadAllLines(latest.FullName);
        int start = Array.FindLastIndex(lines, line => line.Contains("starting PostgreSQL", StringComparison.Ordinal));
        return first + string.Join('\n', lines.Skip(Math.Max(start, 0)).Take(20));
    }

    private DatabaseStartException Failed(string step, string output) => new(
        "DATABASE_START_FAILED", $"The embedded PostgreSQL in '{directory.Root}' did not start ({step}):\n{output.Trim()}");
}
