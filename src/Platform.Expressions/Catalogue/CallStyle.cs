namespace Platform.Expressions.Catalogue;

/// <summary>How a function is written.</summary>
public enum CallStyle
{
    /// <summary>As an operator.</summary>
    Operator,

    /// <summary><c>f(a, b)</c>.</summary>
    Global,

    /// <summary><c>a.f(b)</c>.</summary>
    Member,

    /// <summary>Both ways.</summary>
    Both,
}
