namespace Platform.Scripting.Running;

/// <summary>What reading the sources of a script found.</summary>
/// <param name="Modules">JavaScript of each module that could be read, with every line and column where the author has it.</param>
/// <param name="Problems">What is wrong; with any of them the script cannot run.</param>
/// <param name="Calls">Calls of <c>db</c> that stand in the sources.</param>
/// <param name="Uses">Hosts and secrets that stand in the sources.</param>
public sealed record CompiledScript(
    IReadOnlyDictionary<string, string> Modules, IReadOnlyList<ScriptProblem> Problems, IReadOnlyList<DatabaseCall> Calls, IReadOnlyList<ScriptUse> Uses);
