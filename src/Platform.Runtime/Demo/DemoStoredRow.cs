namespace Platform.Runtime.Demo;

/// <summary>A row as it is stored.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Values">
/// Database values in the order of <see cref="DemoTable.Columns"/>: null, string, int, long (seconds of a duration), decimal, bool,
/// <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> (UTC), <see cref="Guid"/>, string[].
/// </param>
public sealed record DemoStoredRow(Guid Id, object?[] Values);
