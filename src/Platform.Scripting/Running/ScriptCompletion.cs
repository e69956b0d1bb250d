namespace Platform.Scripting.Running;

/// <summary>A name that can be written at a place.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it means, in the compiler's words: <c>property</c>, <c>method</c>, <c>keyword</c>, <c>string</c> …</param>
public sealed record ScriptCompletion(string Name, string Kind);
