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
    public object? Evaluate(EvaluationContext context) => root.Get(new EvaluationFrame(context, loops));

    /// <summary>The condition holds; a blank counts as false.</summary>
    public bool Holds(EvaluationContext context) =>
        root is Evaluator<bool> condition && condition.TryGet(new EvaluationFrame(context, loops), out bool holds) && holds;

    /// <summary>The decimal value, without boxing; false for a blank or another type.</summary>
    public bool TryDecimal(EvaluationContext context, out ExactDecimal value)
    {
        value = default;
        return root is Evaluator<ExactDecimal> number && number.TryGet(new EvaluationFrame(context, loops), out value);
    }
}
