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
            Sentence place = $"line {line}, character {column}";
            if (line == 1) place = $"character {column}";
            string? suggestion = error.Suggestions.Count > 0 ? error.Suggestions[0] : null;
            part.Error(document, pointer, DocumentCodes.BadFormula, $"{error.Code} at {place}: {error.Sentence}", suggestion);
        }

        if (!result.IsValid) return null;
        foreach (MemberRead read in result.Expression.Reads)
        {
            if (read.Member.Tag is FieldModel used) part.Use(Element.Field(read.ObjectName, used.Name), document, pointer);
            else if (read.Member.Tag is RelationModel relation) part.Use(Element.Field(relation.SourceObject, relation.SourceField), document, pointer);
        }

        foreach (IBusinessHours hours in result.Expression.Calendars.Where(h => h.Name.Length > 0)) part.Use(Element.Calendar(hours.Name), document, pointer);
        return result.Expression;
    }
}
