using Platform.Expressions.Typing;

namespace Platform.Metadata.Model;

/// <summary>A condition or default of a write.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Expression">The checked expression; null only while the objects that it reads are still being compiled.</param>
public sealed record ExpressionModel(string Text, CheckedExpression? Expression = null)
{
    /// <summary>The checked expression.</summary>
    /// <exception cref="InvalidOperationException">The model is still being compiled.</exception>
    public CheckedExpression Checked => Expression ?? throw new InvalidOperationException($"The expression '{Text}' is not checked yet.");

    /// <summary>The expression of a text that a document may leave out.</summary>
    public static ExpressionModel? Of(string? text) => text is null ? null : new ExpressionModel(text);
}
