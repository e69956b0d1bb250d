namespace Platform.Expressions.Typing;

/// <summary>The kinds of types of expressions.</summary>
public enum ExpressionKind
{
    /// <summary>The literal <c>null</c>, which fits every type.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A whole number of 64 bits.</summary>
    Int,

    /// <summary>An exact decimal (<see cref="Values.ExactDecimal"/>).</summary>
    Decimal,

    /// <summary>Text; positions and lengths count Unicode characters.</summary>
    Text,

    /// <summary>A day of the calendar, years 1 to 9999.</summary>
    Date,

    /// <summary>An instant, to the microsecond, from 0001-01-02 to 9999-12-30 (UTC).</summary>
    Timestamp,

    /// <summary>A length of time in microseconds, less than 2^53 of them (285 years).</summary>
    Duration,

    /// <summary>A record of an object.</summary>
    Reference,

    /// <summary>A list: of values, or of records.</summary>
    List,

    /// <summary>A field of several parts, such as an address. No evaluator meets one: expressions read its parts.</summary>
    Structure,

    /// <summary>A business calendar that is named in quotes; no value has the type.</summary>
    Calendar,

    /// <summary>In the catalogue: the type that an overload is generic in.</summary>
    Any,
}
