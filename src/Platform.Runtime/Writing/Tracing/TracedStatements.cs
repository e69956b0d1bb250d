namespace Platform.Runtime.Writing.Tracing;

/// <summary>Statements that went to the database in one round trip.</summary>
/// <param name="Begun">When they were sent, since the transaction began.</param>
/// <param name="Duration">How long it took until all were answered.</param>
/// <param name="Statements">The statements.</param>
/// <param name="IsRefused">The database refused one of them.</param>
internal sealed record TracedStatements(TimeSpan Begun, TimeSpan Duration, IReadOnlyList<TracedStatement> Statements, bool IsRefused);

/// <summary>A statement: its text, in which no value stands, and the rows that it gave or touched.</summary>
internal sealed record TracedStatement(string Text, long Rows);
