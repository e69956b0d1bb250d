using Platform.Expressions.Typing;

namespace Platform.Metadata.Model;

/// <summary>How a computed field gets its value: it is read like a column, but nothing is stored.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Column">Name and type under which statements read the value.</param>
/// <param name="Expression">The checked expression; null only while the objects that it reads are still being compiled.</param>
public sealed record FormulaModel(string Text, ColumnModel Column, CheckedExpression? Expression = null)
{
    /// <summary>The checked expression.</summary>
    /// <exception cref="InvalidOperationException">The model is still being compiled.</exception>
    public CheckedExpression Checked => Expression ?? throw new InvalidOperationException($"The formula '{Text}' is not checked yet.");
}
