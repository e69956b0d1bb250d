using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>
/// A part of a parsed expression: a closed union. Nodes compare by what they say, not by where they stand.
/// </summary>
public abstract record ExpressionNode
{
    private protected ExpressionNode(SourceRange range) => Range = range;

    /// <summary>Where the part stands in the text.</summary>
    public SourceRange Range { get; }

    /// <inheritdoc/>
    public virtual bool Equals(ExpressionNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    private protected static bool Same(IReadOnlyList<ExpressionNode> left, IReadOnlyList<ExpressionNode> right) => left.SequenceEqual(right);
}

/// <summary>A constant.</summary>
public sealed record LiteralNode : ExpressionNode
{
    /// <summary>A constant.</summary>
    /// <param name="value"><see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="string"/> or null.</param>
    /// <param name="range">Where.</param>
    public LiteralNode(object? value, SourceRange range) : base(range) => Value = value;

    /// <summary><see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="string"/> or null.</summary>
    public object? Value { get; }
}

/// <summary>A variable: <c>record</c>, <c>user</c>, or one that a macro binds.</summary>
public sealed record NameNode : ExpressionNode
{
    /// <summary>A variable.</summary>
    public NameNode(string name, SourceRange range) : base(range) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }
}

/// <summary><c>operand.field</c>, or <c>has(operand.field)</c>.</summary>
public sealed record SelectNode : ExpressionNode
{
    /// <summary>A selection.</summary>
    public SelectNode(ExpressionNode operand, string field, bool isTest, SourceRange fieldRange, SourceRange range) : base(range)
    {
        Operand = operand;
        Field = field;
        IsTest = isTest;
        FieldRange = fieldRange;
    }

    /// <summary>What is selected from.</summary>
    public ExpressionNode Operand { get; }

    /// <summary>Name of the field.</summary>
    public string Field { get; }

    /// <summary>True for <c>has(…)</c>: asks whether there is a value.</summary>
    public bool IsTest { get; }

    /// <summary>Where the field's name stands.</summary>
    public SourceRange FieldRange { get; }

    /// <inheritdoc/>
    public bool Equals(SelectNode? other) =>
        other is not null && Field == other.Field && IsTest == other.IsTest && Operand.Equals(other.Operand);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Field, IsTest, Operand);
}

/// <summary><c>operand[index]</c>.</summary>
public sealed record IndexNode : ExpressionNode
{
    /// <summary>An indexing.</summary>
    public IndexNode(ExpressionNode operand, ExpressionNode index, SourceRange range) : base(range)
    {
        Operand = operand;
        Index = index;
    }

    /// <summary>The list.</summary>
    public ExpressionNode Operand { get; }

    /// <summary>The position, from 0.</summary>
    public ExpressionNode Index { get; }
}

/// <summary><c>f(a, b)</c> or <c>target.f(a, b)</c>.</summary>
public sealed record CallNode : ExpressionNode
{
    /// <summary>A call.</summary>
    public CallNode(
        ExpressionNode? target, string function, IReadOnlyList<ExpressionNode> arguments, SourceRange functionRange, SourceRange range)
        : base(range)
    {
        Target = target;
        Function = function;
        Arguments = arguments;
        FunctionRange = functionRange;
    }

    /// <summary>The receiver, or null for a global function.</summary>
    public ExpressionNode? Target { get; }

    /// <summary>Name of the function.</summary>
    public string Function { get; }

    /// <summary>Arguments in order.</summary>
    public IReadOnlyList<ExpressionNode> Arguments { get; }

    /// <summary>Where the name stands.</summary>
    public SourceRange FunctionRange { get; }

    /// <inheritdoc/>
    public bool Equals(CallNode? other) =>
        other is not null && Function == other.Function && Equals(Target, other.Target) && Same(Arguments, other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Function, Target, Arguments.Count);
}

/// <summary>An infix operation.</summary>
public sealed record BinaryNode : ExpressionNode
{
    /// <summary>An operation.</summary>
    public BinaryNode(BinaryOperator op, ExpressionNode left, ExpressionNode right, SourceRange range) : base(range)
    {
        Operator = op;
        Left = left;
        Right = right;
    }

    /// <summary>Which.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>Left operand.</summary>
    public ExpressionNode Left { get; }

    /// <summary>Right operand.</summary>
    public ExpressionNode Right { get; }
}

/// <summary><c>!x</c> or <c>-x</c>.</summary>
public sealed record UnaryNode : ExpressionNode
{
    /// <summary>An operation.</summary>
    public UnaryNode(UnaryOperator op, ExpressionNode operand, SourceRange range) : base(range)
    {
        Operator = op;
        Operand = operand;
    }

    /// <summary>Which.</summary>
    public UnaryOperator Operator { get; }

    /// <summary>Operand.</summary>
    public ExpressionNode Operand { get; }
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
public sealed record ConditionalNode : ExpressionNode
{
    /// <summary>A choice.</summary>
    public ConditionalNode(ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise, SourceRange range) : base(range)
    {
        Condition = condition;
        Then = then;
        Otherwise = otherwise;
    }

    /// <summary>Decides.</summary>
    public ExpressionNode Condition { get; }

    /// <summary>When true.</summary>
    public ExpressionNode Then { get; }

    /// <summary>When false or blank.</summary>
    public ExpressionNode Otherwise { get; }
}

/// <summary><c>[a, b, c]</c>.</summary>
public sealed record ListNode : ExpressionNode
{
    /// <summary>A list.</summary>
    public ListNode(IReadOnlyList<ExpressionNode> items, SourceRange range) : base(range) => Items = items;

    /// <summary>Elements in order.</summary>
    public IReadOnlyList<ExpressionNode> Items { get; }

    /// <inheritdoc/>
    public bool Equals(ListNode? other) => other is not null && Same(Items, other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Count;
}

/// <summary>
/// A macro over a list: <c>list.exists(x, condition)</c>, <c>list.map(x, value)</c>, <c>list.map(x, condition, value)</c> …
/// (CEL language definition, "Macros"; kept as such, not expanded to folds, so that SQL can become <c>EXISTS</c>).
/// </summary>
public sealed record MacroNode : ExpressionNode
{
    /// <summary>A macro.</summary>
    public MacroNode(
        MacroKind kind, ExpressionNode list, string variable, ExpressionNode? condition, ExpressionNode? value, SourceRange range)
        : base(range)
    {
        Kind = kind;
        List = list;
        Variable = variable;
        Condition = condition;
        Value = value;
    }

    /// <summary>Which.</summary>
    public MacroKind Kind { get; }

    /// <summary>The list.</summary>
    public ExpressionNode List { get; }

    /// <summary>Name bound to each element.</summary>
    public string Variable { get; }

    /// <summary>Condition on an element; null for a map of all.</summary>
    public ExpressionNode? Condition { get; }

    /// <summary>What <see cref="MacroKind.Map"/> makes of an element; null for the others.</summary>
    public ExpressionNode? Value { get; }
}
