namespace Platform.Expressions.Catalogue;

/// <summary>What the last argument of a function must be when it is a literal, or must be a literal.</summary>
public enum LiteralRule
{
    /// <summary>Anything.</summary>
    None,

    /// <summary>A literal that names a time zone: <c>"Asia/Shanghai"</c>, <c>"UTC"</c>, <c>"+08:00"</c>.</summary>
    Zone,

    /// <summary>A literal pattern (<see cref="Patterns.TextPattern"/>).</summary>
    Pattern,

    /// <summary>A literal length of time, read when the expression is compiled.</summary>
    Duration,

    /// <summary>A text that is converted: a literal one is converted when the expression is compiled.</summary>
    Converted,

    /// <summary>A literal that names a business calendar; the one that counts where none is named when the parameter is left out.</summary>
    Calendar,
}
