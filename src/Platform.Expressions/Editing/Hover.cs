using Platform.Expressions.Catalogue;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Editing;

/// <summary>What a name in an expression means.</summary>
/// <param name="Range">The name.</param>
/// <param name="Name">As written.</param>
public sealed record Hover(SourceRange Range, string Name)
{
    /// <summary>Type of the value; null for a function, which <see cref="Overloads"/> tells.</summary>
    public ExpressionType? Type { get; init; }

    /// <summary>The field or relation, when it is one.</summary>
    public ExpressionMember? Member { get; init; }

    /// <summary>The signatures of a function.</summary>
    public IReadOnlyList<Overload> Overloads { get; init; } = [];
}
