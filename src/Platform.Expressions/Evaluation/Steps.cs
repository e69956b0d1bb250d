namespace Platform.Expressions.Evaluation;

/// <summary>A function of one value; false for a blank.</summary>
internal delegate bool Step<TA, TR>(in TA a, out TR result);

/// <summary>A function of two values; false for a blank.</summary>
internal delegate bool Step<TA, TB, TR>(in TA a, in TB b, out TR result);

/// <summary>A function of three values; false for a blank.</summary>
internal delegate bool Step<TA, TB, TC, TR>(in TA a, in TB b, in TC c, out TR result);

/// <summary>A function of four values; false for a blank.</summary>
internal delegate bool Step<TA, TB, TC, TD, TR>(in TA a, in TB b, in TC c, in TD d, out TR result);

/// <summary>Applies a function to one value; a blank stays blank.</summary>
internal sealed class Applied<TA, TR>(Evaluator<TA> a, Step<TA, TR> step) : Evaluator<TR>
{
    public override bool TryGet(EvaluationFrame frame, out TR value) => a.TryGet(frame, out TA first) ? step(first, out value) : Blank(out value);
}

/// <summary>Applies a function to two values; a blank stays blank.</summary>
internal sealed class Applied<TA, TB, TR>(Evaluator<TA> a, Evaluator<TB> b, Step<TA, TB, TR> step) : Evaluator<TR>
{
    public override bool TryGet(EvaluationFrame frame, out TR value) =>
        a.TryGet(frame, out TA first) && b.TryGet(frame, out TB second) ? step(first, second, out value) : Blank(out value);
}

/// <summary>Applies a function to three values; a blank stays blank.</summary>
internal sealed class Applied<TA, TB, TC, TR>(Evaluator<TA> a, Evaluator<TB> b, Evaluator<TC> c, Step<TA, TB, TC, TR> step) : Evaluator<TR>
{
    public override bool TryGet(EvaluationFrame frame, out TR value) =>
        a.TryGet(frame, out TA first) && b.TryGet(frame, out TB second) && c.TryGet(frame, out TC third)
            ? step(first, second, third, out value)
            : Blank(out value);
}

/// <summary>Applies a function to four values; a blank stays blank.</summary>
internal sealed class Applied<TA, TB, TC, TD, TR>(Evaluator<TA> a, Evaluator<TB> b, Evaluator<TC> c, Evaluator<TD> d, Step<TA, TB, TC, TD, TR> step) : Evaluator<TR>
{
    public override bool TryGet(EvaluationFrame frame, out TR value) =>
        a.TryGet(frame, out TA first) && b.TryGet(frame, out TB second) && c.TryGet(frame, out TC third) && d.TryGet(frame, out TD fourth)
            ? step(first, second, third, fourth, out value)
            : Blank(out value);
}

/// <summary>A constant.</summary>
internal sealed class Constant<T>(T? constant, bool isBlank) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value)
    {
        value = constant!;
        return !isBlank;
    }
}

/// <summary>A record of the context.</summary>
internal sealed class ContextRecord(Func<EvaluationContext, IExpressionRecord?> read) : Evaluator<IExpressionRecord>
{
    public override bool TryGet(EvaluationFrame frame, out IExpressionRecord value)
    {
        value = read(frame.Context)!;
        return value is not null;
    }
}

/// <summary>An instant or day of the context.</summary>
internal sealed class Moment(Func<EvaluationContext, long> read) : Evaluator<long>
{
    public override bool TryGet(EvaluationFrame frame, out long value)
    {
        value = read(frame.Context);
        return true;
    }
}

/// <summary>A choice; a blank condition counts as false.</summary>
internal sealed class Choice<T>(Evaluator<bool> condition, Evaluator<T> then, Evaluator<T> otherwise) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value) =>
        (condition.TryGet(frame, out bool holds) && holds ? then : otherwise).TryGet(frame, out value);
}

/// <summary>The first value that is not blank.</summary>
internal sealed class FirstGiven<T>(Evaluator<T>[] values) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value)
    {
        foreach (Evaluator<T> candidate in values)
        {
            if (candidate.TryGet(frame, out value)) return true;
        }

        return Blank(out value);
    }
}

/// <summary>True when there is a value (or none).</summary>
internal sealed class IsGiven(Evaluator operand, bool given) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        value = operand.Get(frame) is not null == given;
        return true;
    }
}

/// <summary><c>&amp;&amp;</c> (decided by false) and <c>||</c> (decided by true) in three-valued logic.</summary>
internal sealed class Logic(Evaluator<bool> left, Evaluator<bool> right, bool decisive) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        bool leftGiven = left.TryGet(frame, out bool first);
        if (leftGiven && first == decisive)
        {
            value = decisive;
            return true;
        }

        bool rightGiven = right.TryGet(frame, out bool second);
        if (rightGiven && second == decisive)
        {
            value = decisive;
            return true;
        }

        value = !decisive;
        return leftGiven && rightGiven;
    }
}
