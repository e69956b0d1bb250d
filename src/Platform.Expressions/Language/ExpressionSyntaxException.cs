using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>Leaves the lexer or parser at the first error; caught by <see cref="ExpressionParser"/> alone.</summary>
internal sealed class ExpressionSyntaxException(ExpressionDiagnostic diagnostic) : Exception(diagnostic.Message)
{
    public ExpressionDiagnostic Diagnostic { get; } = diagnostic;

    public static ExpressionSyntaxException At(string code, Sentence message, SourceRange range, params IReadOnlyList<string> suggestions) =>
        new(new ExpressionDiagnostic(code, message, range) { Suggestions = suggestions });
}
