namespace Platform.Expressions.Evaluation;

/// <summary>One evaluation: the context, and the elements that macros are at.</summary>
internal sealed class EvaluationFrame(EvaluationContext context, int loops)
{
    public EvaluationContext Context { get; } = context;

    public object?[] Elements { get; } = loops == 0 ? [] : new object?[loops];
}
