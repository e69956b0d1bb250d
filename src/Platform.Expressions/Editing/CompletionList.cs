using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Editing;

/// <summary>What can be written at a place; not yet narrowed to what was begun, so that an editor can do so while typing goes on.</summary>
/// <param name="Replaced">The name or literal that was begun; empty where nothing was.</param>
/// <param name="Items">The completions, in the order in which editors show them.</param>
public sealed record CompletionList(SourceRange Replaced, IReadOnlyList<Completion> Items);
