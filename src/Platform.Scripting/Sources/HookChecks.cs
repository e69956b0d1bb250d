using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Scripting.Sources;

/// <summary>
/// Looks at the sources of hooks before they are published: whether they can run, whether what they ask for is what they declare, and whether they fit the objects. It needs no tenant:
/// partners run the same checks on their own machines.
/// </summary>
/// <param name="scripts">Scripts of hooks.</param>
/// <param name="types">Compares sources with the types of a model.</param>
public sealed class HookChecks(HookScripts scripts, HookTypeChecks types)
{
    /// <summary>Compares sources with the types of a model.</summary>
    public HookTypeChecks Types => types;

    /// <summary>Findings in the scripts of a model: in sources of those that change, actions as well as hooks, for the others were looked at when they came; in types of all, because objects change under them.</summary>
    /// <param name="before">The model before; null when every hook is new.</param>
    /// <param name="next">The model.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(TenantModel? before, TenantModel next, CancellationToken cancellation)
    {
        HashSet<ScriptDocument> known = before is null ? [] : [.. Scripts(before)];
        List<Diagnostic> found = [];
        foreach (ScriptDocument script in Scripts(next).Where(s => !known.Contains(s))) found.AddRange(await CheckAsync(script));
        HashSet<(string?, string?)> broken = [.. found.Where(d => d.Code is DocumentCodes.HookSyntax or DocumentCodes.HookModules or DocumentCodes.HookUnchecked).Select(d => (d.Kind, d.Name))];
        found.AddRange(await types.CheckAsync(before, next, s => !broken.Contains((s.Kind, s.Name)), cancellation));
        return found;
    }

    /// <summary>Findings in one hook; places are those of its source files.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(ScriptDocument hook)
    {
        try
        {
            return [.. Findings(hook, await scripts.CompileAsync(hook))];
        }
        catch (ScriptingUnavailableException missing)
        {
            return [SourceFindings.At(hook, DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning, missing.Message, "/source")];
        }
    }

    private static IEnumerable<ScriptDocument> Scripts(TenantModel model) => model.Hooks.Concat<ScriptDocument>(model.Actions.Select(a => a.Document));

    private static IEnumerable<Diagnostic> Findings(ScriptDocument hook, CompiledScript compiled)
    {
        foreach (ScriptProblem problem in compiled.Problems)
        {
            yield return SourceFindings.At(hook, problem.IsImport ? DocumentCodes.HookModules : DocumentCodes.HookSyntax, DiagnosticSeverity.Error, problem.Message, problem.Place);
        }

        foreach (DatabaseCall call in compiled.Calls)
        {
            if (call.Object is not { } name || hook.Access.Any(a => a.Object == name && (call.Writes ? a.Write : a.Read))) continue;
            yield return SourceFindings.At(
                hook, DocumentCodes.HookAccess, DiagnosticSeverity.Error, $"The {hook.Kind} {(call.Writes ? "writes" : "reads")} {name}, which its \"access\" does not declare.", call.Place);
        }

        foreach (ScriptUse use in compiled.Uses)
        {
            if (NameOf(use) is not { } name || (use.IsSecret ? hook.Secrets : hook.Hosts).Contains(name)) continue;
            string what = use.IsSecret ? $"uses the secret \"{name}\", which its \"secrets\" do not name" : $"calls the host \"{name}\", which its \"hosts\" do not name";
            yield return SourceFindings.At(hook, DocumentCodes.HookAccess, DiagnosticSeverity.Error, $"The {hook.Kind} {what}.", use.Place);
        }

        if (compiled.Problems.Count > 0) yield break;
        foreach (Diagnostic unused in Unused(hook, compiled, isSecret: true, hook.Secrets, "secret", "/secrets")) yield return unused;
        foreach (Diagnostic unused in Unused(hook, compiled, isSecret: false, hook.Hosts, "host", "/hosts")) yield return unused;

        // A computed name may be any of them.
        if (compiled.Calls.Any(c => c.Object is null)) yield break;
        for (int i = 0; i < hook.Access.Count; i++)
        {
            HookAccess access = hook.Access[i];
            bool reads = compiled.Calls.Any(c => c.Object == access.Object && !c.Writes), writes = compiled.Calls.Any(c => c.Object == access.Object && c.Writes);
            if ((!access.Read || reads) && (!access.Write || writes)) continue;
            string unused = access.Read && !reads ? "reading" : "writing";
            yield return SourceFindings.At(
                hook, DocumentCodes.HookAccessUnused, DiagnosticSeverity.Warning, $"The {hook.Kind} declares {unused} {access.Object}, but its source does not seem to do it.", $"/access/{i}");
        }
    }

    // An administrator is asked to agree to each of them. A computed name may be any.
    private static IEnumerable<Diagnostic> Unused(ScriptDocument hook, CompiledScript compiled, bool isSecret, EquatableArray<string> declared, string what, string pointer)
    {
        if (compiled.Uses.Any(u => u.IsSecret == isSecret && u.Name is null)) yield break;
        for (int i = 0; i < declared.Count; i++)
        {
            if (compiled.Uses.Any(u => u.IsSecret == isSecret && NameOf(u) == declared[i])) continue;
            yield return SourceFindings.At(
                hook, DocumentCodes.HookAccessUnused, DiagnosticSeverity.Warning, $"The {hook.Kind} names the {what} \"{declared[i]}\", but its source does not seem to use it.", $"{pointer}/{i}");
        }
    }

    // As documents write it: a host without the port of its scheme when it is called with encryption, else with it.
    private static string? NameOf(ScriptUse use) => use switch
    {
        { Name: null } => null,
        { IsSecret: true } => use.Name,
        { IsPlain: false } => use.Name.EndsWith(":443", StringComparison.Ordinal) ? use.Name[..^4] : use.Name,
        _ => use.Name.Contains(':', StringComparison.Ordinal) ? use.Name : use.Name + ":80",
    };
}
