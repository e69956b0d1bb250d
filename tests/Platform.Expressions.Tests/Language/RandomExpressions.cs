using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;

namespace Platform.Expressions.Tests.Language;

/// <summary>Random trees of every node kind, from a seed.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly string[] Names = ["record", "user", "x", "_y1", "old"];
    private static readonly object?[] Literals =
    [
        null, true, false, 0L, 7L, -3L, long.MaxValue, long.MinValue, 1.5m, -0.25m, 12m, "", "a\"b\\c", "光\n😀", "\u0001", "{{x}}",
    ];

    private readonly Random random = new(seed);

    /// <summary>A tree at most <paramref name="depth"/> deep.</summary>
    public ExpressionNode Next(int depth)
    {
        if (depth == 0) return random.Next(2) == 0 ? Name() : Literal();
        return random.Next(11) switch
        {
            0 => Literal(),
            1 => Name(),
            2 => new SelectNode(Next(depth - 1), Pick(["name", "account", "lines"]), random.Next(4) == 0, default, default),
            3 => new IndexNode(Next(depth - 1), Next(depth - 1), default),
            4 => new CallNode(random.Next(2) == 0 ? null : Next(depth - 1), Pick(["size", "f"]), Many(depth), default, default),
            5 => new ListNode(Many(depth), default),
            6 => Macro(depth),
            7 => new ConditionalNode(Next(depth - 1), Next(depth - 1), Next(depth - 1), default),
            8 => Unary(depth),
            _ => new BinaryNode(Pick(Enum.GetValues<BinaryOperator>()), Next(depth - 1), Next(depth - 1), default),
        };
    }

    private LiteralNode Literal() => new(Pick(Literals), default);

    private NameNode Name() => new(Pick(Names), default);

    private UnaryNode Unary(int depth)
    {
        UnaryOperator op = Pick(Enum.GetValues<UnaryOperator>());
        return new UnaryNode(op, Next(depth - 1), default(SourceRange));
    }

    private MacroNode Macro(int depth)
    {
        MacroKind kind = Pick(Enum.GetValues<MacroKind>());
        ExpressionNode? condition = kind == MacroKind.Map && random.Next(2) == 0 ? null : Next(depth - 1);
        return new MacroNode(kind, Next(depth - 1), "x", condition, kind == MacroKind.Map ? Next(depth - 1) : null, default);
    }

    private List<ExpressionNode> Many(int depth) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Next(depth - 1))];

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
