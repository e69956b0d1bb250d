using System.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>An expression that is ready to be evaluated in memory. Safe to use from many threads.</summary>
public sealed class CompiledExpression
{
    private readonly Evaluator root;
    private readonly int loops;

    private CompiledExpression(CheckedExpression expression, Evaluator root, int loops)
    {
        Expression = expression;
        this.root = root;
        this.loops = loops;
    }

    /// <summary>What is evaluated.</summary>
    public CheckedExpression Expression { get; }

    /// <summary>Makes an expression ready.</summary>
    public static CompiledExpression Compile(CheckedExpression expression)
    {
        EvaluatorBuilder builder = new();
        Evaluator root = builder.Build(expression.Root);
        return new CompiledExpression(expression, root, builder.Loops);
    }

    /// <summary>
    /// The value, or null for a blank: bool, long, <see cref="ExactDecimal"/>, string, a list of those; a date as days since 0001-01-01, an
    /// instant and a duration as microseconds (<see cref="Moments"/>).
    /// </summary>
    public object? Evaluate(EvaluationContext context)
    {
        long begun = Begin(context);
        object? value = root.Get(new EvaluationFrame(context, loops));
        End(context, begun);
        return value;
    }

    /// <summary>The condition holds; a blank counts as false.</summary>
    public bool Holds(EvaluationContext context)
    {
        long begun = Begin(context);
        bool result = root is Evaluator<bool> condition && condition.TryGet(new EvaluationFrame(context, loops), out bool holds) && holds;
        End(context, begun);
        return result;
    }

    /// <summary>The decimal value, without boxing; false for a blank or another type.</summary>
    public bool TryDecimal(EvaluationContext context, out ExactDecimal value)
    {
        value = default;
        return root is Evaluator<ExactDecimal> number && number.TryGet(new EvaluationFrame(context, loops), out value);
    }

    private static long Begin(EvaluationContext context) => context.Observer is null ? 0 : Stopwatch.GetTimestamp();

    private void End(EvaluationContext context, long begun) => context.Observer?.Evaluated(this, Stopwatch.GetElapsedTime(begun));
}
