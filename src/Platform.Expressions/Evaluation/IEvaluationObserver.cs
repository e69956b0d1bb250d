namespace Platform.Expressions.Evaluation;

/// <summary>Follows evaluations.</summary>
public interface IEvaluationObserver
{
    /// <summary>An expression was evaluated.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="duration">How long it took, what it reads by other expressions included.</param>
    void Evaluated(CompiledExpression expression, TimeSpan duration);
}
