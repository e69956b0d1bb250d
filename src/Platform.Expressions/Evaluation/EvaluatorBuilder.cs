using System.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>Turns a typed tree into a tree of evaluators, one for each part.</summary>
internal sealed partial class EvaluatorBuilder
{
    /// <summary>Number of nested macros.</summary>
    public int Loops { get; private set; }

    /// <summary>The evaluator of a node.</summary>
    public Evaluator Build(TypedNode node) => node.Type.Kind switch
    {
        ExpressionKind.Bool => Bool(node),
        ExpressionKind.Int or ExpressionKind.Date or ExpressionKind.Timestamp or ExpressionKind.Duration => Whole(node),
        ExpressionKind.Decimal => Decimal(node),
        ExpressionKind.Text or ExpressionKind.Null => Text(node),
        ExpressionKind.Reference => Record(node),
        ExpressionKind.List => List(node),
        _ => throw new UnreachableException(),
    };

    private Evaluator<bool> Bool(TypedNode node) => Common(node, HostValues.Bool, Bool) ?? node switch
    {
        TypedLoop n => new Quantified(n.Kind, List(n.List), Slot(n), Bool(n.Condition!)),
        TypedCall n => BoolCall(n),
        _ => throw new UnreachableException(),
    };

    private Evaluator<long> Whole(TypedNode node) => Common(node, HostValues.Whole, Whole) ?? node switch
    {
        TypedVariable { Name: ExpressionScope.Now } => new Moment(static c => c.Now),
        TypedVariable { Name: ExpressionScope.Today } => new Moment(static c => c.Today),
        TypedCall n => WholeCall(n),
        _ => throw new UnreachableException(),
    };

    private Evaluator<ExactDecimal> Decimal(TypedNode node) =>
        Common(node, HostValues.Decimal, Decimal) ?? (node is TypedCall n ? DecimalCall(n) : throw new UnreachableException());

    private Evaluator<string> Text(TypedNode node) =>
        Common(node, HostValues.Text, Text) ?? (node is TypedCall n ? TextCall(n) : throw new UnreachableException());

    private Evaluator<IExpressionRecord> Record(TypedNode node) => node switch
    {
        TypedVariable { Name: ExpressionScope.Record } => new ContextRecord(static c => c.Record),
        TypedVariable { Name: ExpressionScope.Old } => new ContextRecord(static c => c.Old),
        TypedVariable { Name: ExpressionScope.Target } => new ContextRecord(static c => c.Target),
        TypedVariable { Name: ExpressionScope.User } => new ContextRecord(static c => c.User),
        TypedVariable n => new ContextRecord(c => c.Records.GetValueOrDefault(n.Name)),
        TypedMember n => new RelatedRecord(Record(n.Target), n.Member),
        _ => Common(node, AsRecord, Record) ?? throw new UnreachableException(),
    };

    private Evaluator<IReadOnlyList<object?>> List(TypedNode node)
    {
        switch (node)
        {
            case TypedMember n: return new ListValue(Record(n.Target), n.Member);
            case TypedList n: return new WrittenList([.. n.Items.Select(Build)]);
            case TypedLoop n:
                int slot = Slot(n);
                return new Collected(List(n.List), slot, n.Condition is null ? null : Bool(n.Condition), n.Value is null ? null : Build(n.Value));
            case TypedCall { Overload.Id: "split" } n:
                return new Applied<string, string, IReadOnlyList<object?>>(Text(n.Arguments[0]), Text(n.Arguments[1]), TextSteps.Split);
            case TypedCall { Overload.Id: "add_list" } n:
                return new Applied<IReadOnlyList<object?>, IReadOnlyList<object?>, IReadOnlyList<object?>>(
                    List(n.Arguments[0]), List(n.Arguments[1]), Concatenated);
            default: return Common(node, HostValues.List, List) ?? throw new UnreachableException();
        }
    }

    /// <summary>What is built alike for every type: constants, fields, elements, choices, <c>coalesce</c>, <c>list[i]</c>; null for the rest.</summary>
    private Evaluator<T>? Common<T>(TypedNode node, HostReader<T> read, Func<TypedNode, Evaluator<T>> build) => node switch
    {
        TypedConstant n => read(n.Value, out T value) ? new Constant<T>(value, false) : new Constant<T>(default, true),
        TypedMember n => new FieldValue<T>(Record(n.Target), n.Member, read),
        TypedElement n => new ElementValue<T>(n.Slot, read),
        TypedChoice n => new Choice<T>(Bool(n.Condition), build(n.Then), build(n.Otherwise)),
        TypedCall { Overload.Id: "coalesce" } n => new FirstGiven<T>([.. n.Arguments.Select(build)]),
        TypedCall { Overload.Id: "index_list" } n => new Indexed<T>(List(n.Arguments[0]), Whole(n.Arguments[1]), read),
        _ => null,
    };

    private int Slot(TypedLoop loop)
    {
        Loops = Math.Max(Loops, loop.Element.Slot + 1);
        return loop.Element.Slot;
    }

    private static bool AsRecord(object? value, out IExpressionRecord result)
    {
        result = (value as IExpressionRecord)!;
        return result is not null;
    }

    private static bool Concatenated(in IReadOnlyList<object?> a, in IReadOnlyList<object?> b, out IReadOnlyList<object?> result)
    {
        result = [.. a, .. b];
        return true;
    }
}
