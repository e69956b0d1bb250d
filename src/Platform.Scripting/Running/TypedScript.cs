namespace Platform.Scripting.Running;

/// <summary>A script as its types are checked.</summary>
/// <param name="Name">Tells it from others; a name of a document.</param>
/// <param name="Entry">Path of the module that has the handler.</param>
/// <param name="Context">TypeScript type of what the handler gets; null when nothing is known of it.</param>
/// <param name="Result">TypeScript type of what it gives back.</param>
/// <param name="Modules">Source of every module by its path.</param>
public sealed record TypedScript(string Name, string Entry, string? Context, string Result, IReadOnlyDictionary<string, string> Modules);
