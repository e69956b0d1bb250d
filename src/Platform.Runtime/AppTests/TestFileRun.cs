using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Scripting.Processes;

namespace Platform.Runtime.AppTests;

/// <summary>
/// One test file in a process of its own (<c>Runner/main.mjs</c>, decision 0061): Node with the rights to read the package and nothing else, without environment, which talks to its
/// host by its standard streams.
/// </summary>
internal sealed class TestFileRun(AppUnderTest app, string file, AppTestOptions options, WorkerFiles worker) : IDisposable
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    // The runner itself watches the time of a test; this is for one that never gives it the turn.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly List<TestResult> _results = [];
    private readonly List<string> _log = [];
    private readonly SemaphoreSlim _sending = new(1, 1);
    private string? _current;
    private long _begun;

    /// <summary>Runs the tests of the file.</summary>
    /// <param name="calls">Answers what they ask.</param>
    /// <param name="filter">Part of the names of the tests to run; empty for all.</param>
    /// <param name="cancellation">Ends the process.</param>
    public async Task<IReadOnlyList<TestResult>> RunAsync(TestCalls calls, string filter, CancellationToken cancellation)
    {
        using Process process = Start(filter);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            bool isDone = false;
            while (!isDone && await ReadAsync(process, over.Token) is { } line) isDone = Take(process, calls, JsonSerializer.Deserialize<Message>(line, Wire)!, over.Token);
            if (!isDone) Broken($"The process of the tests ended. {await errors}".Trim());
        }
        catch (TimeoutException)
        {
            Broken(string.Create(CultureInfo.InvariantCulture, $"The test did not end within {options.Timeout.TotalSeconds} s, and gave nothing else a turn: a loop without end?"));
        }
        finally
        {
            await over.CancelAsync();
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return _results;
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private Process Start(string filter)
    {
        string runner = Path.Combine(AppContext.BaseDirectory, "AppTests", "Runner");
        string root = app.Root + Path.DirectorySeparatorChar;
        ProcessStartInfo start = new(worker.Node,
        [
            "--permission", $"--allow-fs-read={root}*", $"--allow-fs-read={runner}{Path.DirectorySeparatorChar}*", "--no-warnings", Path.Combine(runner, "main.mjs"),
            app.Root, Path.Combine(app.Root, file), filter, options.Timeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = app.Root,
        };
        start.Environment.Clear();
        return Process.Start(start) ?? throw new AppTestException("Node.js could not be started.");
    }

    private async Task<string?> ReadAsync(Process process, CancellationToken cancellation)
    {
        TimeSpan left = options.Timeout + Grace - (_current is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_begun));
        return await process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
    }

    /// <returns>True after the last message.</returns>
    private bool Take(Process process, TestCalls calls, Message message, CancellationToken cancellation)
    {
        switch (message.T)
        {
            case "call":
                _ = AnswerAsync(process, calls, message, cancellation);
                return false;
            case "log":
                _log.Add(message.Text!);
                return false;
            case "begin":
                _current = message.Name;
                _begun = Stopwatch.GetTimestamp();
                return false;
            case "skip":
                Add(message.Name!, TestOutcome.Skipped, TimeSpan.Zero, null);
                return false;
            case "end":
                Add(_current!, message.Failure is null ? TestOutcome.Passed : TestOutcome.Failed, TimeSpan.FromMilliseconds(message.Ms), message.Failure);
                _current = null;
                return false;
            case "broken":
                Add(file, TestOutcome.Failed, TimeSpan.Zero, message.Failure);
                return false;
            default:
                return true;
        }
    }

    private async Task AnswerAsync(Process process, TestCalls calls, Message call, CancellationToken cancellation)
    {
        JsonObject answer = new() { ["id"] = call.Id };
        try
        {
            answer["value"] = await calls.AnswerAsync(call.Name!, call.Args, cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (TestCallException refused)
        {
            answer["error"] = new JsonObject { ["code"] = refused.Code, ["message"] = refused.Message, ["problems"] = refused.Problems };
        }
        catch (Exception failure)
        {
            // Whatever it is, the author is told at the call, and the other tests run on.
            answer["error"] = new JsonObject { ["code"] = "INTERNAL", ["message"] = failure.Message, ["problems"] = new JsonArray() };
        }

        try
        {
            await _sending.WaitAsync(cancellation);
            await process.StandardInput.WriteLineAsync(answer.ToJsonString().AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
            _sending.Release();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for the answer any more.
        }
    }

    private void Broken(string message)
    {
        TimeSpan duration = _current is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_begun);
        Add(_current ?? file, TestOutcome.Failed, duration, new TestFailure(message, []));
    }

    private void Add(string name, TestOutcome outcome, TimeSpan duration, TestFailure? failure)
    {
        _results.Add(new TestResult(file, name, outcome, duration, failure, [.. _log]));
        _log.Clear();
    }

    private sealed record Message(string T, int Id, string? Name, string? Text, JsonElement Args, double Ms, TestFailure? Failure);
}
