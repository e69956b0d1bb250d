namespace Platform.Sql;

/// <summary>A printed statement.</summary>
/// <param name="Text">Text with <c>$1</c>, <c>$2</c> …</param>
/// <param name="Parameters">Parameters in the order of their numbers.</param>
public sealed record SqlText(string Text, IReadOnlyList<SqlParameter> Parameters);
