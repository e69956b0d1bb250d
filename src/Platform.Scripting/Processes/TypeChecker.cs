using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Scripting.Running;

namespace Platform.Scripting.Processes;

/// <summary>
/// The TypeScript compiler over scripts and the types of a model, in a process of its own (<c>Worker/checker.mjs</c>) whose memory and time are bounded: types can be written that take
/// a checker hours.
/// </summary>
/// <param name="locate">Finds the program's files; null for where <c>./platform setup</c> puts them.</param>
/// <param name="patience">How long an answer may take; null for 15 seconds.</param>
public sealed class TypeChecker(Func<WorkerFiles>? locate = null, TimeSpan? patience = null) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    private readonly LineProcess _process = new("checker.mjs", "checks the types of hooks", patience ?? TimeSpan.FromSeconds(45), ["--max-old-space-size=512"], locate);

    /// <summary>Every place of the scripts that does not fit the types.</summary>
    /// <param name="types">Declarations that all of them see.</param>
    /// <param name="scripts">The scripts; they do not see each other.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The program is not installed, or does not answer in its time and memory.</exception>
    public async Task<IReadOnlyList<TypeProblem>> CheckAsync(string types, IReadOnlyList<TypedScript> scripts, CancellationToken cancellation)
    {
        Answer answer = await AskAsync(new Request(types, [.. scripts.Select(Sent)], null), cancellation);
        return [.. answer.Problems.Select(p => new TypeProblem(p.Script, new ScriptPlace(p.Path, p.Line, p.Column), p.Length, p.Message, p.Number))];
    }

    /// <summary>What can be written at a place of a script.</summary>
    /// <param name="types">Declarations that it sees.</param>
    /// <param name="script">The script, finished or not.</param>
    /// <param name="path">Path of the module.</param>
    /// <param name="offset">Place in its source, in UTF-16 code units from 0.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The program is not installed, or does not answer in its time and memory.</exception>
    public async Task<IReadOnlyList<ScriptCompletion>> CompleteAsync(string types, TypedScript script, string path, int offset, CancellationToken cancellation) =>
        (await AskAsync(new Request(types, [Sent(script)], new Position(script.Name, path, offset)), cancellation)).Completions;

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<Answer> AskAsync(Request request, CancellationToken cancellation) =>
        JsonSerializer.Deserialize<Answer>(await _process.AskAsync(JsonSerializer.Serialize(request, Wire), cancellation), Wire)!;

    private static Script Sent(TypedScript script) => new(script.Name, script.Entry, script.Context, script.Result, [.. script.Modules.Select(m => new Source(m.Key, m.Value))]);

    private sealed record Request(string Types, IReadOnlyList<Script> Scripts, Position? Complete);

    private sealed record Script(string Name, string Entry, string? Context, string Result, IReadOnlyList<Source> Modules);

    private sealed record Source(string Path, [property: JsonPropertyName("source")] string Text);

    private sealed record Position([property: JsonPropertyName("script")] string Name, string Path, int Offset);

    private sealed record Answer(List<Problem> Problems, List<ScriptCompletion> Completions);

    private sealed record Problem(string Script, string Path, int Line, int Column, int Length, string Message, int Number);
}
