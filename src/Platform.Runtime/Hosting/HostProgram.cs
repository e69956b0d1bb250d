using System.Net.Sockets;
using System.Runtime.InteropServices;
using Platform.Runtime.AppTests;
using Platform.Runtime.Backup;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Identity;
using Platform.Runtime.Operating;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Hosting;

/// <summary>The host from its start to its end: database, catalog, first run, services, web server, and all of them down again.</summary>
public static class HostProgram
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the host until it is told to stop (Ctrl-C, SIGTERM).</summary>
    /// <param name="arguments">Command line.</param>
    /// <returns>0 after a stop; 1 when the host could not start; 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stop);
        if (AppTestProgram.Takes(arguments)) return await TestAsync(arguments, stop.Token);
        if (arguments.Any(argument => argument is "--help" or "-h"))
        {
            Console.WriteLine(OperatorProgram.Takes(arguments) ? OperatorProgram.Usage : PlatformOptionsReader.Usage);
            return 0;
        }
        try
        {
            if (OperatorProgram.Takes(arguments))
            {
                await OperatorProgram.RunAsync(arguments, stop.Token);
                return 0;
            }
            PlatformOptions options = PlatformOptionsReader.Read(arguments, Environment.GetEnvironmentVariable);
            await ServeAsync(options, stop.Token);
            return 0;
        }
        catch (PlatformOptionsException wrong)
        {
            await Console.Error.WriteLineAsync(OperatorProgram.Takes(arguments) ? wrong.Message : $"{wrong.Message}\n\n{PlatformOptionsReader.Usage}");
            return WrongUsage;
        }
        catch (DatabaseStartException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}");
            return Failure;
        }
        catch (ProvisioningException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}");
            return Failure;
        }
        catch (BackupException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}");
            return Failure;
        }
        catch (Exception failure) when (OperatorProgram.Takes(arguments) && DatabaseFailure.Classify(failure) is { } problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Code}: {problem.Title} ({failure.Message})");
            return Failure;
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"PORT_TAKEN: {failure.Message} Choose another port with --port.");
            return Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task<int> TestAsync(string[] arguments, CancellationToken stop)
    {
        try
        {
            return await AppTestProgram.RunAsync(arguments, Console.Out, Console.Error, stop);
        }
        catch (DatabaseStartException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}");
            return Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Failure;
        }
    }

    private static async Task ServeAsync(PlatformOptions options, CancellationToken stop)
    {
        RequireFreePort(options);
        Directory.CreateDirectory(options.DataDirectory);
        try
        {
            await using DatabaseServer database = await OpenDatabaseAsync(options, stop);
            await CatalogMigrator.MigrateAsync(database.DataSource, stop);
            await using RunningHost host = await RunningHost.StartAsync(options, database, stop);
            HostAnnouncement.Print(host, options);
            await host.WaitForShutdownAsync(stop);
        }
        finally
        {
            if (options.Fresh) Directory.Delete(options.DataDirectory, recursive: true);
        }
    }

    private static Task<DatabaseServer> OpenDatabaseAsync(PlatformOptions options, CancellationToken stop)
    {
        if (options.Database is { } connectionString) return DatabaseServer.ConnectAsync(connectionString, stop);
        string directory = Path.Combine(options.DataDirectory, "postgresql");
        return DatabaseServer.StartEmbeddedAsync(new EmbeddedServerOptions(directory) { Port = options.DatabasePort }, stop);
    }

    /// <summary>A taken port is told before the database is started for nothing. Kestrel finds it out for good later.</summary>
    private static void RequireFreePort(PlatformOptions options)
    {
        if (options.Port == 0) return;
        try
        {
            using var probe = new TcpListener(System.Net.IPAddress.Loopback, options.Port);
            probe.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(
                $"Port {options.Port} is taken by another program.",
                new Microsoft.AspNetCore.Connections.AddressInUseException(taken.Message, taken));
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The runtime would end the process at once; the host ends when everything that it started is down.
            context.Cancel = true;
            stop.Cancel();
        });
}
