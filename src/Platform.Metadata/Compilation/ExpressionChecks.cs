using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks expressions in documents: what does not fit is reported with its place in the text, what is read is noted as used.</summary>
internal static class ExpressionChecks
{
    /// <summary>The checked expression; null after reporting why there is none.</summary>
    public static CheckedExpression? Check(PartBuilder part, Document document, string pointer, string text, ExpressionScope scope, ExpressionType? expected)
    {
        CheckResult result = TypeChecker.Check(text, scope, expected);
        foreach (ExpressionDiagnostic error in result.Errors)
        {
            (int line, int column) = error.Position(text);
            string place = line == 1 ? $"character {column}" : $"line {line}, character {column}";
            string? suggestion = error.Suggestions.Count > 0 ? error.Suggestions[0] : null;
            // The diagnostic says it itself.
            string message = error.Message.Replace($" Did you mean '{suggestion}'?", string.Empty, StringComparison.Ordinal);
            part.Error(document, pointer, DocumentCodes.BadFormula, $"{error.Code} at {place}: {message}", suggestion);
        }

        if (!result.IsValid) return null;
        foreach (MemberRead read in result.Expression.Reads)
        {
            if (read.Member.Tag is FieldModel used) part.Use(Element.Field(read.ObjectName, used.Name), document, pointer);
            else if (read.Member.Tag is RelationModel relation) part.Use(Element.Field(relation.SourceObject, relation.SourceField), document, pointer);
        }

        return result.Expression;
    }
}
