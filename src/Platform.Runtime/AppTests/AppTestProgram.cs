using System.Diagnostics;
using System.Threading.Channels;
using Platform.Runtime.Configuration;
using Platform.Scripting.Processes;

namespace Platform.Runtime.AppTests;

/// <summary><c>./platform app test</c>: runs the tests of a package. See docs/testing-apps.md.</summary>
public static class AppTestProgram
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    /// <summary>Whether a command line is this one.</summary>
    public static bool Takes(IReadOnlyList<string> arguments) => arguments is ["app", "test", ..];

    /// <summary>Runs the tests.</summary>
    /// <param name="arguments">The command line, <c>app test</c> included.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where the reason goes when nothing could be run.</param>
    /// <param name="stop">Ends the run.</param>
    /// <returns>0: all passed. 1: some failed, or there was nothing to run. 2: the command line is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (arguments.Any(a => a is "--help" or "-h"))
        {
            await output.WriteLineAsync(AppTestOptions.Usage);
            return 0;
        }

        try
        {
            AppTestOptions options = AppTestOptions.Read([.. arguments.Skip(2)]);
            // What is wrong with the package is told before a database is started for it.
            AppUnderTest app = AppUnderTest.Read(options);
            if (app.Files.Count == 0) throw new AppTestException($"{options.Folder} has no tests: they are files *.test.ts or *.test.js beside its hooks.");
            WorkerFiles worker = WorkerFiles.Locate();
            await using AppTestHost host = await AppTestHost.StartAsync(stop);
            if (options.Watch) return await WatchAsync(host, worker, options, output, stop);
            return await RunOnceAsync(host, worker, app, options, output, stop) ? 0 : Failure;
        }
        catch (PlatformOptionsException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return WrongUsage;
        }
        catch (Exception failure) when (failure is AppTestException or ScriptingUnavailableException)
        {
            await error.WriteLineAsync(failure.Message);
            return Failure;
        }
    }

    /// <returns>True when some ran, and none failed.</returns>
    private static async Task<bool> RunOnceAsync(AppTestHost host, WorkerFiles worker, AppUnderTest app, AppTestOptions options, TextWriter output, CancellationToken stop)
    {
        long begun = Stopwatch.GetTimestamp();
        AppTestReport report = new(output, options.Folder);
        List<TestResult> results = [];
        foreach (string file in app.Files)
        {
            // A filter that names the file means all of its tests.
            bool isNamed = options.Filter is { } part && file.Contains(part, StringComparison.OrdinalIgnoreCase);
            host.Clock.Reset();
            host.Http.Reset();
            using TestTenant tenant = await host.CreateTenantAsync(app, stop);
            using TestFileRun run = new(app, file, options, worker);
            IReadOnlyList<TestResult> own = await run.RunAsync(new TestCalls(tenant), isNamed ? "" : options.Filter ?? "", stop);
            if (own.Count > 0) report.File(file, own);
            results.AddRange(own);
        }

        report.End(results, Stopwatch.GetElapsedTime(begun));
        if (results.Count == 0) await output.WriteLineAsync(options.Filter is null ? "The files have no tests." : $"No test's name contains '{options.Filter}'.");
        if (options.JUnit is { } junit) JUnitReport.Write(junit, results, report);
        return results.Count > 0 && results.All(r => r.Outcome != TestOutcome.Failed);
    }

    private static async Task<int> WatchAsync(AppTestHost host, WorkerFiles worker, AppTestOptions options, TextWriter output, CancellationToken stop)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using FileSystemWatcher watcher = new(Path.GetFullPath(options.Folder)) { IncludeSubdirectories = true };
        foreach (string pattern in (string[])["*.ts", "*.js", "*.json"]) watcher.Filters.Add(pattern);
        FileSystemEventHandler changed = (_, _) => changes.Writer.TryWrite(true);
        watcher.Changed += changed;
        watcher.Created += changed;
        watcher.Deleted += changed;
        watcher.Renamed += (_, _) => changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        try
        {
            while (true)
            {
                try
                {
                    await RunOnceAsync(host, worker, AppUnderTest.Read(options), options, output, stop);
                }
                catch (AppTestException broken)
                {
                    await output.WriteLineAsync(broken.Message);
                }

                await output.WriteLineAsync("Waiting for changes. Ctrl-C ends.");
                await changes.Reader.ReadAsync(stop);
                // Editors write a file in several steps.
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
                while (changes.Reader.TryRead(out _)) { }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }
}
