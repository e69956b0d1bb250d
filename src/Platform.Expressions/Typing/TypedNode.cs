using Platform.Expressions.Catalogue;
using Platform.Expressions.Language;

namespace Platform.Expressions.Typing;

/// <summary>A part of a checked expression: a closed union, read by the evaluator, the SQL lowering and the browser.</summary>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">It can be blank.</param>
public abstract record TypedNode(ExpressionType Type, bool IsNullable)
{
    /// <summary>Calls <paramref name="visit"/> for the direct parts.</summary>
    public abstract void ForEachPart(Action<TypedNode> visit);
}

/// <summary>A constant.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">
/// <see cref="bool"/>, <see cref="long"/> (int, timestamp and duration in microseconds), <see cref="Values.ExactDecimal"/>, <see cref="string"/>,
/// <see cref="IBusinessHours"/> or null; a date is a <see cref="long"/> too: days since 0001-01-01.
/// </param>
public sealed record TypedConstant(ExpressionType Type, object? Value) : TypedNode(Type, Value is null)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit) { }
}

/// <summary>A variable of the scope.</summary>
/// <param name="Name">One of the names of <see cref="ExpressionScope"/>.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">It can be missing: <c>old</c> of a new record.</param>
public sealed record TypedVariable(string Name, ExpressionType Type, bool IsNullable) : TypedNode(Type, IsNullable)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit) { }
}

/// <summary>The element that a macro is at.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Slot">Number of the enclosing loops outside of this one.</param>
/// <param name="Type">Its type.</param>
public sealed record TypedElement(string Name, int Slot, ExpressionType Type) : TypedNode(Type, Type.Kind != ExpressionKind.Reference)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit) { }
}

/// <summary>A member of a record.</summary>
/// <param name="Target">The record.</param>
/// <param name="Member">The member.</param>
public sealed record TypedMember(TypedNode Target, ExpressionMember Member)
    : TypedNode(Member.Type, Member.Type.Kind != ExpressionKind.List && (Member.IsNullable || Target.IsNullable))
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit) => visit(Target);
}

/// <summary>A function or operator over values.</summary>
/// <param name="Overload">Which.</param>
/// <param name="Arguments">Arguments, the receiver first.</param>
/// <param name="Type">Type of the result.</param>
/// <param name="IsNullable">The result can be blank.</param>
public sealed record TypedCall(Overload Overload, IReadOnlyList<TypedNode> Arguments, ExpressionType Type, bool IsNullable) : TypedNode(Type, IsNullable)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit)
    {
        foreach (TypedNode argument in Arguments) visit(argument);
    }
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
/// <param name="Condition">Decides; blank counts as false.</param>
/// <param name="Then">When true.</param>
/// <param name="Otherwise">When not.</param>
/// <param name="Type">The type of both.</param>
public sealed record TypedChoice(TypedNode Condition, TypedNode Then, TypedNode Otherwise, ExpressionType Type)
    : TypedNode(Type, Then.IsNullable || Otherwise.IsNullable)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit)
    {
        visit(Condition);
        visit(Then);
        visit(Otherwise);
    }
}

/// <summary>A list of its elements.</summary>
/// <param name="Items">The elements.</param>
/// <param name="Type">The list's type.</param>
public sealed record TypedList(IReadOnlyList<TypedNode> Items, ExpressionType Type) : TypedNode(Type, false)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit)
    {
        foreach (TypedNode item in Items) visit(item);
    }
}

/// <summary>A macro over a list. A blank list gives a blank; a blank condition counts as false.</summary>
/// <param name="Kind">Which.</param>
/// <param name="List">The list.</param>
/// <param name="Element">The element that condition and value see.</param>
/// <param name="Condition">Condition, or null for a map of all.</param>
/// <param name="Value">What a map makes, or null.</param>
/// <param name="Type">Type of the result.</param>
public sealed record TypedLoop(
    MacroKind Kind, TypedNode List, TypedElement Element, TypedNode? Condition, TypedNode? Value, ExpressionType Type)
    : TypedNode(Type, List.IsNullable)
{
    /// <inheritdoc/>
    public override void ForEachPart(Action<TypedNode> visit)
    {
        visit(List);
        if (Condition is not null) visit(Condition);
        if (Value is not null) visit(Value);
    }
}
