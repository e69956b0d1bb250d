namespace Platform.Expressions.Typing;

/// <summary>How large a number can be: what SQL needs to know to leave out needless range checks.</summary>
/// <param name="IntegerDigits">The magnitude is below 10 to this power.</param>
/// <param name="Scale">Most digits after the point; 0 for whole numbers.</param>
public readonly record struct NumberBounds(int IntegerDigits, int Scale)
{
    /// <summary>Any 64-bit whole number.</summary>
    public static NumberBounds AnyInt => new(19, 0);

    /// <summary>A 32-bit whole number.</summary>
    public static NumberBounds Int32 => new(10, 0);

    /// <summary>Any decimal of expressions.</summary>
    public static NumberBounds AnyDecimal => new(Values.ExactDecimal.MaxIntegerDigits, Values.ExactDecimal.MaxScale);
}
