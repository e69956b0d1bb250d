using System.Runtime.CompilerServices;
using Platform.Metadata.Documents;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>The scripts of hooks, read once for each instance of a document; models of later revisions share what did not change.</summary>
/// <param name="compiler">Reads sources.</param>
public sealed class HookScripts(ScriptCompiler compiler)
{
    private readonly ConditionalWeakTable<HookDocument, Task<CompiledScript>> _compiled = [];
    private readonly ConditionalWeakTable<CompiledScript, ScriptBundle> _bundles = [];

    /// <summary>What reading the hook's sources finds.</summary>
    /// <exception cref="ScriptingUnavailableException">Sources cannot be read on this machine.</exception>
    public async Task<CompiledScript> CompileAsync(HookDocument hook)
    {
        // Not the first caller's to cancel: others wait for the same.
        Task<CompiledScript> compiling = _compiled.GetValue(hook, h => compiler.CompileAsync(h.Modules.ToDictionary(m => m.Path, m => m.Source), CancellationToken.None));
        try
        {
            return await compiling;
        }
        catch (ScriptingUnavailableException)
        {
            _compiled.Remove(hook);
            throw;
        }
    }

    /// <summary>The script to run.</summary>
    public async Task<(ScriptBundle Bundle, ScriptProblem? Problem)> BundleAsync(HookDocument hook)
    {
        CompiledScript compiled = await CompileAsync(hook);
        return (_bundles.GetValue(compiled, c => new ScriptBundle(hook.Source, c.Modules)), compiled.Problems.Count > 0 ? compiled.Problems[0] : null);
    }
}
