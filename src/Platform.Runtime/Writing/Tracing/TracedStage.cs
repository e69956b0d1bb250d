namespace Platform.Runtime.Writing.Tracing;

/// <summary>A stage of a write.</summary>
/// <param name="Target">Object of the write.</param>
/// <param name="Name">Name of the stage.</param>
/// <param name="Begun">When it began, since the transaction did.</param>
/// <param name="Duration">How long it took, what happened within it included.</param>
internal sealed record TracedStage(string Target, string Name, TimeSpan Begun, TimeSpan Duration);
