namespace Platform.Runtime.Demo;

/// <summary>How far a load has come.</summary>
/// <param name="Step">What is being done: the name of an object or link table, or of a closing step.</param>
/// <param name="Rows">Rows stored in this step so far.</param>
/// <param name="TotalRows">Rows stored in all so far.</param>
/// <param name="Elapsed">Time since the load began.</param>
public sealed record DemoProgress(string Step, long Rows, long TotalRows, TimeSpan Elapsed);
