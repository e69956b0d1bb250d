using System.Runtime.CompilerServices;
using Platform.Metadata.Documents;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Scripting.Sources;

/// <summary>The scripts of documents, read once for each instance of a document; models of later revisions share what did not change.</summary>
/// <param name="compiler">Reads sources.</param>
public sealed class HookScripts(ScriptCompiler compiler)
{
    private readonly ConditionalWeakTable<ScriptDocument, Task<CompiledScript>> _compiled = [];
    private readonly ConditionalWeakTable<CompiledScript, ScriptBundle> _bundles = [];

    /// <summary>What reading the sources finds.</summary>
    /// <exception cref="ScriptingUnavailableException">Sources cannot be read on this machine.</exception>
    public async Task<CompiledScript> CompileAsync(ScriptDocument script)
    {
        // Not the first caller's to cancel: others wait for the same.
        Task<CompiledScript> compiling = _compiled.GetValue(script, h => compiler.CompileAsync(h.Modules.ToDictionary(m => m.Path, m => m.Source), CancellationToken.None));
        try
        {
            return await compiling;
        }
        catch (ScriptingUnavailableException)
        {
            _compiled.Remove(script);
            throw;
        }
    }

    /// <summary>The script to run.</summary>
    public async Task<(ScriptBundle Bundle, ScriptProblem? Problem)> BundleAsync(ScriptDocument script)
    {
        CompiledScript compiled = await CompileAsync(script);
        return (_bundles.GetValue(compiled, c => new ScriptBundle(script.Source, c.Modules)), compiled.Problems.Count > 0 ? compiled.Problems[0] : null);
    }
}
