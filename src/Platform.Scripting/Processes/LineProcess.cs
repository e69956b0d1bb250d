using System.Diagnostics;

namespace Platform.Scripting.Processes;

/// <summary>
/// A program of the worker's folder that answers lines with lines, in a process of its own that reads its own files and nothing else. It is started when it is needed and ended
/// when nobody needed it for a while; who asks waits for who asked before.
/// </summary>
/// <param name="program">File of the worker's folder.</param>
/// <param name="purpose">What it does, for messages: <c>reads the sources of hooks</c>.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="flags">Arguments of Node.</param>
/// <param name="locate">Finds the program's files; null for where <c>./platform setup</c> puts them.</param>
internal sealed class LineProcess(string program, string purpose, TimeSpan patience, IReadOnlyList<string> flags, Func<WorkerFiles>? locate) : IAsyncDisposable
{
    // V8 and WebAssembly reserve far more address space than they use, and a limit of data memory counts it.
    private const int ProcessMb = 16_384;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (WorkerFiles Files, Confinement Confinement)? _ground;
    private Process? _process;
    private Timer? _end;

    /// <summary>The answer to a line.</summary>
    /// <exception cref="ScriptingUnavailableException">The program is not installed, or does not answer in time.</exception>
    public async Task<string> AskAsync(string request, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(patience);
            // Once more, if the process ends without an answer: somebody may have killed it.
            return await TryAsync(request, limit.Token) ?? await TryAsync(request, limit.Token) ?? throw new IOException("It ended.");
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            End();
            cancellation.ThrowIfCancellationRequested();
            throw new ScriptingUnavailableException($"The program that {purpose} did not answer.", failure);
        }
        finally
        {
            _end ??= new Timer(_ => EndIdle());
            _end.Change(Idle, Timeout.InfiniteTimeSpan);
            _turn.Release();
        }
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_end is not null) await _end.DisposeAsync();
        End();
        _turn.Dispose();
    }

    private async Task<string?> TryAsync(string request, CancellationToken cancellation)
    {
        Process process = _process is { HasExited: false } running ? running : Start();
        try
        {
            await process.StandardInput.WriteLineAsync(request.AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
            if (await process.StandardOutput.ReadLineAsync(cancellation) is { } line) return line;
        }
        catch (IOException)
        {
            // Its end of the pipe is closed.
        }

        End();
        return null;
    }

    private Process Start()
    {
        (WorkerFiles files, Confinement confinement) = _ground ??= Prepare();
        string[] command =
        [
            .. confinement.Prefix, files.Node, .. flags, "--permission", $"--allow-fs-read={files.Source}{Path.DirectorySeparatorChar}*",
            $"--allow-fs-read={files.Packages}{Path.DirectorySeparatorChar}*", "--no-warnings", Path.Combine(files.Source, program), Path.Combine(files.Packages, "package.json"),
        ];
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        Process process = Process.Start(start) ?? throw new ScriptingUnavailableException($"The program that {purpose} could not be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return _process = process;
    }

    private (WorkerFiles, Confinement) Prepare()
    {
        WorkerFiles files = (locate ?? WorkerFiles.Locate)();
        return (files, Confinement.Find(files, ProcessMb));
    }

    private void EndIdle()
    {
        if (!_turn.Wait(0)) return;
        try
        {
            End();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void End()
    {
        if (_process is not { } process) return;
        _process = null;
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
    }
}
