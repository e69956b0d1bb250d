using Platform.Expressions.Catalogue;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Editing;

/// <summary>Something that can be written at a place.</summary>
/// <param name="Name">As it is shown and searched.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Insert">What takes the place of the replaced range.</param>
public sealed record Completion(string Name, CompletionKind Kind, string Insert)
{
    /// <summary>Where the caret goes, counted from the start of <see cref="Insert"/>: between the parentheses of a function that takes arguments.</summary>
    public int Caret { get; init; } = Insert.Length;

    /// <summary>Type of the value, where it is known.</summary>
    public ExpressionType? Type { get; init; }

    /// <summary>The field or relation, or the field whose value a choice is.</summary>
    public ExpressionMember? Member { get; init; }

    /// <summary>A signature of the function.</summary>
    public Overload? Overload { get; init; }
}
