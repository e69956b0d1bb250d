using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Packages;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Scripting.Sources;

/// <summary>Compares the sources of hooks and actions with the types of a model: those of <c>platform.d.ts</c>.</summary>
/// <param name="checker">The compiler.</param>
public sealed class HookTypeChecks(TypeChecker checker)
{
    /// <summary>
    /// What does not fit in the scripts of a model. Scripts that the model had before are looked at when the types have changed, and only what did not fit worse before is told: nobody has
    /// to mend old ones in order to add a field.
    /// </summary>
    /// <param name="before">The model before; null when every script is new.</param>
    /// <param name="next">The model.</param>
    /// <param name="isReadable">Scripts whose sources can be read at all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(TenantModel? before, TenantModel next, Func<ScriptDocument, bool> isReadable, CancellationToken cancellation)
    {
        ScriptDocument[] typed = [.. Scripts(next).Where(s => HasTypes(s) && isReadable(s))];
        if (typed.Length == 0) return [];
        HashSet<ScriptDocument> known = before is null ? [] : [.. Scripts(before)];
        string types = HookTypes.Of(next), old = before is null ? "" : HookTypes.Of(before);
        ScriptDocument[] concerned = types == old ? [.. typed.Where(h => !known.Contains(h))] : typed;
        if (concerned.Length == 0) return [];
        try
        {
            IReadOnlyList<TypeProblem> problems = await checker.CheckAsync(types, [.. concerned.Select(ScriptOf)], cancellation);
            HashSet<string> blamed = [.. problems.Select(p => p.Script)];
            ScriptDocument[] kept = [.. concerned.Where(s => known.Contains(s) && blamed.Contains(KeyOf(s)))];
            if (kept.Length > 0) problems = [.. problems.Except(await checker.CheckAsync(old, [.. kept.Select(ScriptOf)], cancellation))];
            return [.. problems.Select(p => FindingOf(concerned.First(s => KeyOf(s) == p.Script), p))];
        }
        catch (ScriptingUnavailableException missing)
        {
            return [.. concerned.Where(h => !known.Contains(h)).Select(h => SourceFindings.At(h, DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning, missing.Message, "/source"))];
        }
    }

    /// <summary>What does not fit in one script of a model.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckOneAsync(TenantModel model, ScriptDocument hook, CancellationToken cancellation)
    {
        if (!HasTypes(hook)) return [];
        try
        {
            return [.. (await checker.CheckAsync(HookTypes.Of(model), [ScriptOf(hook)], cancellation)).Select(p => FindingOf(hook, p))];
        }
        catch (ScriptingUnavailableException missing)
        {
            return [SourceFindings.At(hook, DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning, missing.Message, "/source")];
        }
    }

    /// <summary>What can be written at a place of a script's source.</summary>
    /// <param name="model">The model.</param>
    /// <param name="hook">The script, finished or not.</param>
    /// <param name="path">Path of the module.</param>
    /// <param name="offset">Place in its source, in UTF-16 code units from 0.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The compiler is not installed, or does not answer.</exception>
    public Task<IReadOnlyList<ScriptCompletion>> CompleteAsync(TenantModel model, ScriptDocument hook, string path, int offset, CancellationToken cancellation) =>
        checker.CompleteAsync(HookTypes.Of(model), ScriptOf(hook), path, offset, cancellation);

    /// <summary>JavaScript has types where it says so.</summary>
    private static bool HasTypes(ScriptDocument hook) => hook.Modules.Any(m => m.Path.EndsWith(".ts", StringComparison.Ordinal) || m.Source.Contains("@ts-check", StringComparison.Ordinal));

    private static IEnumerable<ScriptDocument> Scripts(TenantModel model) => model.Hooks.Concat<ScriptDocument>(model.Actions.Select(a => a.Document));

    // A hook and an action may have one name.
    private static string KeyOf(ScriptDocument script) => $"{script.Kind}.{script.Name}";

    private static TypedScript ScriptOf(ScriptDocument hook) =>
        new(KeyOf(hook), hook.Source, HookTypes.ContextOf(hook), HookTypes.ResultOf(hook), hook.Modules.GroupBy(m => m.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Source, StringComparer.Ordinal));

    private static Diagnostic FindingOf(ScriptDocument hook, TypeProblem problem) =>
        SourceFindings.At(hook, DocumentCodes.HookTypes, DiagnosticSeverity.Error, $"{problem.Message} (TS{problem.Number})", problem.Place);
}
