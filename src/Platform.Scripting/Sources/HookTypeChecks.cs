using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Packages;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Scripting.Sources;

/// <summary>Compares the sources of hooks with the types of a model: those of <c>platform.d.ts</c>.</summary>
/// <param name="checker">The compiler.</param>
public sealed class HookTypeChecks(TypeChecker checker)
{
    /// <summary>
    /// What does not fit in the hooks of a model. Hooks that the model had before are looked at when the types have changed, and only what did not fit worse before is told: nobody has
    /// to mend old hooks in order to add a field.
    /// </summary>
    /// <param name="before">The model before; null when every hook is new.</param>
    /// <param name="next">The model.</param>
    /// <param name="isReadable">Hooks whose sources can be read at all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(TenantModel? before, TenantModel next, Func<HookDocument, bool> isReadable, CancellationToken cancellation)
    {
        HookDocument[] typed = [.. next.Hooks.Where(h => HasTypes(h) && isReadable(h))];
        if (typed.Length == 0) return [];
        HashSet<HookDocument> known = before is null ? [] : [.. before.Hooks];
        string types = HookTypes.Of(next), old = before is null ? "" : HookTypes.Of(before);
        HookDocument[] concerned = types == old ? [.. typed.Where(h => !known.Contains(h))] : typed;
        if (concerned.Length == 0) return [];
        try
        {
            IReadOnlyList<TypeProblem> problems = await checker.CheckAsync(types, [.. concerned.Select(ScriptOf)], cancellation);
            HashSet<string> blamed = [.. problems.Select(p => p.Script)];
            HookDocument[] kept = [.. concerned.Where(h => known.Contains(h) && blamed.Contains(h.Name))];
            if (kept.Length > 0) problems = [.. problems.Except(await checker.CheckAsync(old, [.. kept.Select(ScriptOf)], cancellation))];
            return [.. problems.Select(p => FindingOf(concerned.First(h => h.Name == p.Script), p))];
        }
        catch (ScriptingUnavailableException missing)
        {
            return [.. concerned.Where(h => !known.Contains(h)).Select(h => SourceFindings.At(h, DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning, missing.Message, "/source"))];
        }
    }

    /// <summary>What does not fit in one hook of a model.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckOneAsync(TenantModel model, HookDocument hook, CancellationToken cancellation)
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

    /// <summary>What can be written at a place of a hook's source.</summary>
    /// <param name="model">The model.</param>
    /// <param name="hook">The hook, finished or not.</param>
    /// <param name="path">Path of the module.</param>
    /// <param name="offset">Place in its source, in UTF-16 code units from 0.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">The compiler is not installed, or does not answer.</exception>
    public Task<IReadOnlyList<ScriptCompletion>> CompleteAsync(TenantModel model, HookDocument hook, string path, int offset, CancellationToken cancellation) =>
        checker.CompleteAsync(HookTypes.Of(model), ScriptOf(hook), path, offset, cancellation);

    /// <summary>JavaScript has types where it says so.</summary>
    private static bool HasTypes(HookDocument hook) => hook.Modules.Any(m => m.Path.EndsWith(".ts", StringComparison.Ordinal) || m.Source.Contains("@ts-check", StringComparison.Ordinal));

    private static TypedScript ScriptOf(HookDocument hook) =>
        new(hook.Name, hook.Source, HookTypes.ContextOf(hook), hook.Modules.GroupBy(m => m.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Source, StringComparer.Ordinal));

    private static Diagnostic FindingOf(HookDocument hook, TypeProblem problem) =>
        SourceFindings.At(hook, DocumentCodes.HookTypes, DiagnosticSeverity.Error, $"{problem.Message} (TS{problem.Number})", problem.Place);
}
