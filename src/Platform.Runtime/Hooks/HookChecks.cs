using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Hooks;

/// <summary>Looks at the sources of hooks before they are published: whether they can run, and whether what they ask for is what they declare.</summary>
/// <param name="scripts">Scripts of hooks.</param>
/// <param name="types">Compares sources with the types of a model.</param>
public sealed class HookChecks(HookScripts scripts, HookTypeChecks types)
{
    /// <summary>Compares sources with the types of a model.</summary>
    public HookTypeChecks Types => types;

    /// <summary>Findings in one hook; places are those of its source files.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(ScriptDocument hook)
    {
        try
        {
            return [.. Findings(hook, await scripts.CompileAsync(hook))];
        }
        catch (ScriptingUnavailableException missing)
        {
            return [Finding(hook, DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning, missing.Message, "/source")];
        }
    }

    private static IEnumerable<Diagnostic> Findings(ScriptDocument hook, CompiledScript compiled)
    {
        foreach (ScriptProblem problem in compiled.Problems)
        {
            yield return At(hook, problem.Place, problem.IsImport ? DocumentCodes.HookModules : DocumentCodes.HookSyntax, problem.Message);
        }

        foreach (DatabaseCall call in compiled.Calls)
        {
            if (call.Object is not { } name || hook.Access.Any(a => a.Object == name && (call.Writes ? a.Write : a.Read))) continue;
            yield return At(hook, call.Place, DocumentCodes.HookAccess, $"The hook {(call.Writes ? "writes" : "reads")} {name}, which its \"access\" does not declare.");
        }

        foreach (ScriptUse use in compiled.Uses)
        {
            string name = use.IsSecret || !use.IsPlain ? use.Name.EndsWith(":443", StringComparison.Ordinal) ? use.Name[..^4] : use.Name : use.Name.Contains(':', StringComparison.Ordinal) ? use.Name : use.Name + ":80";
            if ((use.IsSecret ? hook.Secrets : hook.Hosts).Contains(name)) continue;
            string what = use.IsSecret ? $"uses the secret \"{name}\", which its \"secrets\" do not name" : $"calls the host \"{name}\", which its \"hosts\" do not name";
            yield return At(hook, use.Place, DocumentCodes.HookAccess, $"The hook {what}.");
        }

        // A computed name may be any of them.
        if (compiled.Problems.Count > 0 || compiled.Calls.Any(c => c.Object is null)) yield break;
        for (int i = 0; i < hook.Access.Count; i++)
        {
            HookAccess access = hook.Access[i];
            bool reads = compiled.Calls.Any(c => c.Object == access.Object && !c.Writes), writes = compiled.Calls.Any(c => c.Object == access.Object && c.Writes);
            if ((!access.Read || reads) && (!access.Write || writes)) continue;
            string unused = access.Read && !reads ? "reading" : "writing";
            yield return Finding(
                hook, DocumentCodes.HookAccessUnused, DiagnosticSeverity.Warning, $"The hook declares {unused} {access.Object}, but its source does not seem to do it.", $"/access/{i}");
        }
    }

    private static Diagnostic At(ScriptDocument hook, ScriptPlace place, string code, string message) =>
        new(code, DiagnosticSeverity.Error, message)
        {
            Kind = hook.Kind,
            Name = hook.Name,
            File = hook.Package is null ? place.File : $"{hook.Package}/hooks/{place.File}",
            Pointer = Pointer(hook, place.File),
            Line = place.Line,
            Column = place.Column,
        };

    private static string Pointer(ScriptDocument hook, string path)
    {
        int index = hook.Modules.Select(m => m.Path).ToList().IndexOf(path);
        return index < 0 ? "/modules" : $"/modules/{index}/source";
    }

    private static Diagnostic Finding(ScriptDocument hook, string code, DiagnosticSeverity severity, string message, string pointer) =>
        new(code, severity, message) { Kind = hook.Kind, Name = hook.Name, Pointer = pointer };
}
