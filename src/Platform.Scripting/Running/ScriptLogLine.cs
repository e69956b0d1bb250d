namespace Platform.Scripting.Running;

/// <summary>A line that a script logged.</summary>
/// <param name="Level"><c>debug</c>, <c>info</c>, <c>warn</c> or <c>error</c>.</param>
/// <param name="Text">The line.</param>
public sealed record ScriptLogLine(string Level, string Text);
