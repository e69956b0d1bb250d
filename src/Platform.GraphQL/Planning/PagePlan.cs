namespace Platform.GraphQL.Planning;

/// <summary>Which part of a list.</summary>
/// <param name="Backward">Counted from the end (<c>last</c>).</param>
/// <param name="Size">Page size; null for the default.</param>
/// <param name="Offset">Records left out at the start, or null.</param>
/// <param name="After">The page begins after it, or null.</param>
/// <param name="Before">The page ends before it, or null.</param>
public sealed record PagePlan(bool Backward, ArgumentSource? Size, ArgumentSource? Offset, CursorPlan? After, CursorPlan? Before);

/// <summary>A cursor given as an argument.</summary>
/// <param name="Source">Its text.</param>
/// <param name="BlankMask">Which of its keys are blank: <c>1</c>, others <c>0</c>.</param>
public sealed record CursorPlan(ArgumentSource Source, string BlankMask);
