namespace Platform.Expressions.Language;

/// <summary>Infix operators.</summary>
public enum BinaryOperator
{
    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Remainder,
}

/// <summary>Prefix operators.</summary>
public enum UnaryOperator
{
    /// <summary><c>!</c></summary>
    Not,

    /// <summary><c>-</c></summary>
    Negate,
}

/// <summary>Macros over lists.</summary>
public enum MacroKind
{
    /// <summary>True when the condition holds for every element.</summary>
    All,

    /// <summary>True when it holds for at least one.</summary>
    Exists,

    /// <summary>True when it holds for exactly one.</summary>
    ExistsOne,

    /// <summary>The elements for which it holds.</summary>
    Filter,

    /// <summary>A value made of each element (for which the condition holds, when there is one).</summary>
    Map,
}
