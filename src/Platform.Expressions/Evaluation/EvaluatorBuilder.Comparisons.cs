using System.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

internal sealed partial class EvaluatorBuilder
{
    private Evaluator<bool> Equality(IReadOnlyList<TypedNode> a, bool same) => a[0].Type.Kind switch
    {
        ExpressionKind.Bool => new Same<bool>(Bool(a[0]), Bool(a[1]), same, static (x, y) => x == y),
        ExpressionKind.Decimal => new Same<ExactDecimal>(Decimal(a[0]), Decimal(a[1]), same, static (x, y) => x.Equals(y)),
        ExpressionKind.Text => new Same<string>(Text(a[0]), Text(a[1]), same, string.Equals),
        ExpressionKind.Reference => new Same<IExpressionRecord>(Record(a[0]), Record(a[1]), same, static (x, y) => x.Id == y.Id),
        ExpressionKind.List => new Same<IReadOnlyList<object?>>(List(a[0]), List(a[1]), same, static (x, y) => x.SequenceEqual(y)),
        _ => new Same<long>(Whole(a[0]), Whole(a[1]), same, static (x, y) => x == y),
    };

    private Evaluator<bool> Order(IReadOnlyList<TypedNode> a, Func<int, bool> holds) => a[0].Type.Kind switch
    {
        ExpressionKind.Bool => new Ordered<bool>(Bool(a[0]), Bool(a[1]), static (x, y) => x.CompareTo(y), holds),
        ExpressionKind.Decimal => new Ordered<ExactDecimal>(Decimal(a[0]), Decimal(a[1]), static (x, y) => x.CompareTo(y), holds),
        ExpressionKind.Text => new Ordered<string>(Text(a[0]), Text(a[1]), TextOrder.Compare, holds),
        ExpressionKind.Reference or ExpressionKind.List => throw new UnreachableException(),
        _ => new Ordered<long>(Whole(a[0]), Whole(a[1]), static (x, y) => x.CompareTo(y), holds),
    };
}

/// <summary><c>==</c> and <c>!=</c>.</summary>
internal sealed class Same<T>(Evaluator<T> left, Evaluator<T> right, bool same, Func<T, T, bool> equal) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        if (!left.TryGet(frame, out T a) || !right.TryGet(frame, out T b)) return Blank(out value);
        value = equal(a, b) == same;
        return true;
    }
}

/// <summary><c>&lt;</c> and its like.</summary>
internal sealed class Ordered<T>(Evaluator<T> left, Evaluator<T> right, Comparison<T> compare, Func<int, bool> holds) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        if (!left.TryGet(frame, out T a) || !right.TryGet(frame, out T b)) return Blank(out value);
        value = holds(compare(a, b));
        return true;
    }
}

/// <summary>No value, empty text, or an empty list.</summary>
internal sealed class IsBlank(Evaluator operand) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        value = operand.Get(frame) is null or "" or IReadOnlyList<object?> { Count: 0 };
        return true;
    }
}

/// <summary>The new value differs from the stored one; blank equals blank.</summary>
internal sealed class Changed(Evaluator now, Evaluator old) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        value = (now.Get(frame), old.Get(frame)) switch
        {
            (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => !a.SequenceEqual(b),
            (IExpressionRecord a, IExpressionRecord b) => a.Id != b.Id,
            var (a, b) => !Equals(a, b),
        };
        return true;
    }
}

/// <summary>Something about the write or the person who acts; with a text, blank when that is.</summary>
internal sealed class ContextFlag(Func<EvaluationContext, string, bool> ask, Evaluator<string>? text) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        string about = string.Empty;
        if (text is not null && !text.TryGet(frame, out about)) return Blank(out value);
        value = ask(frame.Context, about);
        return true;
    }
}
