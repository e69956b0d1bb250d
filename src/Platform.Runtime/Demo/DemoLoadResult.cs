namespace Platform.Runtime.Demo;

/// <summary>What a load stored.</summary>
/// <param name="Rows">Rows by object name; link tables by their table name.</param>
/// <param name="Elapsed">Time it took.</param>
public sealed record DemoLoadResult(IReadOnlyDictionary<string, long> Rows, TimeSpan Elapsed)
{
    /// <summary>Rows in all.</summary>
    public long TotalRows => Rows.Values.Sum();
}
