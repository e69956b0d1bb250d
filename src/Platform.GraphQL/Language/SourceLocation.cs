namespace Platform.GraphQL.Language;

/// <summary>A place in a source as errors report it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public readonly record struct SourceLocation(int Line, int Column);
