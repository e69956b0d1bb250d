using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>Recognises CEL's macros by name and number of arguments (language definition, "Macros").</summary>
internal static class Macros
{
    /// <summary>The macro that a member call is, or null when it is an ordinary call.</summary>
    public static MacroNode? TryBuild(ExpressionNode list, Token name, IReadOnlyList<ExpressionNode> arguments, SourceRange range)
    {
        MacroKind? kind = (name.Value, arguments.Count) switch
        {
            ("all", 2) => MacroKind.All,
            ("exists", 2) => MacroKind.Exists,
            ("exists_one" or "existsOne", 2) => MacroKind.ExistsOne,
            ("filter", 2) => MacroKind.Filter,
            ("map", 2 or 3) => MacroKind.Map,
            _ => null,
        };
        if (kind is null) return null;
        if (arguments[0] is not NameNode variable)
        {
            throw ExpressionSyntaxException.At(
                ExpressionCodes.Syntax, $"The first argument of '{name.Value}' is a name for each element.", arguments[0].Range);
        }

        ExpressionNode? condition = kind == MacroKind.Map ? (arguments.Count == 3 ? arguments[1] : null) : arguments[1];
        return new MacroNode(kind.Value, list, variable.Name, condition, kind == MacroKind.Map ? arguments[^1] : null, range);
    }

    /// <summary><c>has(record.field)</c>.</summary>
    public static SelectNode Has(IReadOnlyList<ExpressionNode> arguments, SourceRange range) =>
        arguments is [SelectNode { IsTest: false } select]
            ? new SelectNode(select.Operand, select.Field, isTest: true, select.FieldRange, range)
            : throw ExpressionSyntaxException.At(ExpressionCodes.Syntax, "'has' takes one field, such as has(record.name).", range);
}
