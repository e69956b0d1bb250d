using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Scripting.Running;

namespace Platform.Scripting.Processes;

/// <summary>
/// Reads sources of scripts in a process of its own (<c>Worker/compiler.mjs</c>): what takes TypeScript's types away is WebAssembly, which workers do not have.
/// </summary>
/// <param name="locate">Finds the program's files; null for where <c>./platform setup</c> puts them.</param>
public sealed class ScriptCompiler(Func<WorkerFiles>? locate = null) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    private readonly LineProcess _process = new("compiler.mjs", "reads the sources of hooks", TimeSpan.FromSeconds(20), [], locate);

    /// <summary>Reads the sources of one script.</summary>
    /// <param name="modules">Source of every module by its path.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The program is not installed, or does not answer.</exception>
    public async Task<CompiledScript> CompileAsync(IReadOnlyDictionary<string, string> modules, CancellationToken cancellation)
    {
        string request = JsonSerializer.Serialize(new Request([.. modules.Select(m => new Source(m.Key, m.Value))]), Wire);
        return Read(JsonSerializer.Deserialize<Answer>(await _process.AskAsync(request, cancellation), Wire)!);
    }

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static CompiledScript Read(Answer answer) => new(
        answer.Modules,
        [.. answer.Problems.Select(p => new ScriptProblem(new ScriptPlace(p.Path, p.Line, p.Column), p.Message, p.Kind == "import"))],
        [.. answer.Calls.Select(c => new DatabaseCall(new ScriptPlace(c.Path, c.Line, c.Column), c.Object, c.Writes))],
        [.. answer.Uses.Select(u => new ScriptUse(new ScriptPlace(u.Path, u.Line, u.Column), u.IsSecret, u.Name, u.IsPlain))]);

    private sealed record Request(IReadOnlyList<Source> Modules);

    private sealed record Source(string Path, [property: JsonPropertyName("source")] string Text);

    private sealed record Answer(Dictionary<string, string> Modules, List<Problem> Problems, List<Call> Calls, List<Use> Uses);

    private sealed record Problem(string Path, int Line, int Column, string Message, string? Kind);

    private sealed record Use(string Path, int Line, int Column, bool IsSecret, string? Name, bool IsPlain);

    private sealed record Call(string Path, int Line, int Column, string? Object, bool Writes);
}
