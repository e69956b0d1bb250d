using System.Diagnostics;
using System.Text.Json;
using Platform.Scripting.Running;

namespace Platform.Scripting.Processes;

/// <summary>
/// Reads sources of scripts in a process of its own (<c>Worker/compiler.mjs</c>): what takes TypeScript's types away is WebAssembly, which workers do not have.
/// The process is started when it is needed and ended when nobody needed it for a while.
/// </summary>
/// <param name="locate">Finds the program's files; null for where <c>./platform setup</c> puts them.</param>
public sealed class ScriptCompiler(Func<WorkerFiles>? locate = null) : IAsyncDisposable
{
    private const int ProcessMb = 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (WorkerFiles Files, Confinement Confinement)? _ground;
    private Process? _process;
    private Timer? _end;

    /// <summary>Reads the sources of one script.</summary>
    /// <param name="modules">Source of every module by its path.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The program is not installed, or does not answer.</exception>
    public async Task<CompiledScript> CompileAsync(IReadOnlyDictionary<string, string> modules, CancellationToken cancellation)
    {
        string request = JsonSerializer.Serialize(new Request([.. modules.Select(m => new Source(m.Key, m.Value))]), Wire);
        await _turn.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            // Once more, if the process ends without an answer: somebody may have killed it.
            string line = await AskAsync(request, limit.Token) ?? await AskAsync(request, limit.Token) ?? throw new IOException("It ended.");
            return Read(JsonSerializer.Deserialize<Answer>(line, Wire)!);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or JsonException)
        {
            End();
            cancellation.ThrowIfCancellationRequested();
            throw new ScriptingUnavailableException("The sources of a hook could not be read: the program that reads them did not answer.", failure);
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

    private async Task<string?> AskAsync(string request, CancellationToken cancellation)
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
            .. confinement.Prefix, files.Node, "--permission", $"--allow-fs-read={files.Source}{Path.DirectorySeparatorChar}*",
            $"--allow-fs-read={files.Packages}{Path.DirectorySeparatorChar}*", "--no-warnings", Path.Combine(files.Source, "compiler.mjs"), Path.Combine(files.Packages, "package.json"),
        ];
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        Process process = Process.Start(start) ?? throw new ScriptingUnavailableException("The program that reads the sources of hooks could not be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return _process = process;
    }

    private (WorkerFiles, Confinement) Prepare()
    {
        WorkerFiles files = (locate ?? WorkerFiles.Locate)();
        // WebAssembly reserves address space that a limit of data memory would count.
        return (files, Confinement.Find(files, ProcessMb * 16));
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

    private static CompiledScript Read(Answer answer) => new(
        answer.Modules,
        [.. answer.Problems.Select(p => new ScriptProblem(new ScriptPlace(p.Path, p.Line, p.Column), p.Message, p.Kind == "import"))],
        [.. answer.Calls.Select(c => new DatabaseCall(new ScriptPlace(c.Path, c.Line, c.Column), c.Object, c.Writes))],
        [.. answer.Uses.Select(u => new ScriptUse(new ScriptPlace(u.Path, u.Line, u.Column), u.IsSecret, u.Name, u.IsPlain))]);

    private sealed record Request(IReadOnlyList<Source> Modules);

    private sealed record Source(string Path, [property: System.Text.Json.Serialization.JsonPropertyName("source")] string Text);

    private sealed record Answer(Dictionary<string, string> Modules, List<Problem> Problems, List<Call> Calls, List<Use> Uses);

    private sealed record Problem(string Path, int Line, int Column, string Message, string? Kind);

    private sealed record Use(string Path, int Line, int Column, bool IsSecret, string Name, bool IsPlain);

    private sealed record Call(string Path, int Line, int Column, string? Object, bool Writes);
}
