namespace Platform.Scripting.Running;

/// <summary>A place of a script that does not fit the types.</summary>
/// <param name="Script">Name of the script.</param>
/// <param name="Place">Where.</param>
/// <param name="Length">How long the place is, in UTF-16 code units.</param>
/// <param name="Message">What the compiler says, in English.</param>
/// <param name="Number">The compiler's number for it: <c>2339</c> is TS2339.</param>
public sealed record TypeProblem(string Script, ScriptPlace Place, int Length, string Message, int Number);
