using Platform.Expressions.Typing;

namespace Platform.Expressions.Evaluation;

/// <summary>A record as the evaluator reads it. Members come from the schema that the expression was checked against.</summary>
public interface IExpressionRecord
{
    /// <summary>The record's id; records are the same when their ids are.</summary>
    Guid Id { get; }

    /// <summary>
    /// The value of a field, or null: bool, int or long, decimal or <see cref="Values.ExactDecimal"/>, string or Guid (read as text), DateOnly,
    /// DateTime (UTC), TimeSpan, or a list of texts.
    /// </summary>
    object? Value(ExpressionMember member);

    /// <summary>The record that a reference leads to, or null.</summary>
    IExpressionRecord? Related(ExpressionMember member);

    /// <summary>The records of a list, in the order of their ids.</summary>
    IReadOnlyList<IExpressionRecord> Children(ExpressionMember member);
}
