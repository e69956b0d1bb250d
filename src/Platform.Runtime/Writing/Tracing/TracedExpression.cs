namespace Platform.Runtime.Writing.Tracing;

/// <summary>An expression of the documents, with all of its evaluations in a transaction.</summary>
/// <param name="text">As it is written in its document.</param>
/// <param name="begun">When it was first evaluated, since the transaction began.</param>
internal sealed class TracedExpression(string text, TimeSpan begun)
{
    /// <summary>As it is written in its document.</summary>
    public string Text => text;

    /// <summary>When it was first evaluated, since the transaction began.</summary>
    public TimeSpan Begun => begun;

    /// <summary>How often.</summary>
    public int Times { get; set; }

    /// <summary>How long that took in all.</summary>
    public TimeSpan Duration { get; set; }
}
