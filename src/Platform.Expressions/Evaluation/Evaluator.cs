namespace Platform.Expressions.Evaluation;

/// <summary>Computes a part of an expression.</summary>
internal abstract class Evaluator
{
    /// <summary>The value, or null for a blank.</summary>
    public abstract object? Get(EvaluationFrame frame);
}

/// <summary>Computes a part whose values are <typeparamref name="T"/>, without boxing them.</summary>
internal abstract class Evaluator<T> : Evaluator
{
    /// <summary>Computes the value; false for a blank.</summary>
    public abstract bool TryGet(EvaluationFrame frame, out T value);

    /// <inheritdoc/>
    public sealed override object? Get(EvaluationFrame frame) => TryGet(frame, out T value) ? value : null;

    protected static bool Blank(out T value)
    {
        value = default!;
        return false;
    }
}
