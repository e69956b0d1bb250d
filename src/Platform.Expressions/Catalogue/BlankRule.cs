namespace Platform.Expressions.Catalogue;

/// <summary>What a function makes of blank arguments.</summary>
public enum BlankRule
{
    /// <summary>Any blank argument gives a blank.</summary>
    Propagates,

    /// <summary>As <see cref="Propagates"/>, and some values give a blank too: overflow, division by zero, a position out of range.</summary>
    PropagatesOrFails,

    /// <summary>Never blank.</summary>
    NeverBlank,

    /// <summary>Three-valued logic: blank only where the other operand does not decide.</summary>
    Logic,

    /// <summary>Blank when every argument is.</summary>
    FirstGiven,
}
