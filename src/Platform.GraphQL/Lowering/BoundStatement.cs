using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>A statement with the values of its parameters.</summary>
/// <param name="Text">SQL text with <c>$1</c>, <c>$2</c> …; independent of the values.</param>
/// <param name="Values">Type and value of each parameter, in order. Lists are arrays of the element's CLR type; null is null.</param>
public sealed record BoundStatement(string Text, IReadOnlyList<(SqlType Type, object? Value)> Values);
