using System.Diagnostics.CodeAnalysis;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Typing;

/// <summary>What came of checking: an expression, or why there is none.</summary>
public sealed class CheckResult
{
    internal CheckResult(CheckedExpression expression) => Expression = expression;

    internal CheckResult(IReadOnlyList<ExpressionDiagnostic> errors) => Errors = errors;

    /// <summary>The expression, or null.</summary>
    public CheckedExpression? Expression { get; }

    /// <summary>Every error, in the order of the text.</summary>
    public IReadOnlyList<ExpressionDiagnostic> Errors { get; } = [];

    /// <summary>True when there is an expression.</summary>
    [MemberNotNullWhen(true, nameof(Expression))]
    public bool IsValid => Expression is not null;
}
