using Platform.Expressions.Catalogue;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Language;
using Platform.Expressions.Patterns;
using Platform.Expressions.Values;

namespace Platform.Expressions.Typing;

public sealed partial class TypeChecker
{
    private const string DefaultCalendar = "business_minutes_default";

    /// <summary>Checks and converts what an overload wants as a literal.</summary>
    private TypedNode? Literals(Overload overload, TypedCall call, SourceRange range)
    {
        if (overload.Literal == LiteralRule.None) return call;
        if (overload.Id == DefaultCalendar) return Calendar(call, null, range);
        string? literal = call.Arguments[^1] is TypedConstant { Value: string text } ? text : null;
        return overload.Literal switch
        {
            LiteralRule.Converted when literal is null => call,
            LiteralRule.Converted or LiteralRule.Duration when literal is not null => Constant(call, literal, range),
            LiteralRule.Zone when literal is not null => Zone(call, literal, range),
            LiteralRule.Pattern when literal is not null => Pattern(call, literal, range),
            LiteralRule.Calendar when literal is not null => Calendar(call, literal, range),
            _ => Error(ExpressionCodes.BadLiteral, $"'{overload.Name}' takes a text that is written out here, in quotes.", range),
        };
    }

    private TypedNode? Constant(TypedCall call, string literal, SourceRange range) =>
        TextConversions.TryConvert(call.Overload.Id, literal, out object? value)
            ? new TypedConstant(call.Type, value)
            : Error(ExpressionCodes.BadLiteral, $"\"{literal}\" is no value of type {call.Type}.{Form(call.Type)}", range);

    private TypedNode? Zone(TypedCall call, string literal, SourceRange range) =>
        TimeZones.TryFind(literal, out _)
            ? call
            : Error(ExpressionCodes.BadLiteral, $"\"{literal}\" is no time zone; there is \"Asia/Shanghai\", \"UTC\", \"+08:00\".", range);

    private TypedNode? Pattern(TypedCall call, string literal, SourceRange range) =>
        TextPattern.TryParse(literal, out _, out Sentence? error) ? call : Error(ExpressionCodes.BadPattern, error, range);

    /// <summary>The call with the calendar itself in place of its name.</summary>
    private TypedNode? Calendar(TypedCall call, string? name, SourceRange range)
    {
        if (scope.Objects.Hours(name) is { } hours) return Build("business_minutes", call.Arguments[0], call.Arguments[1], new TypedConstant(ExpressionType.Calendar, hours));
        return name is null
            ? Error(ExpressionCodes.NotHere, $"'{call.Overload.Name}' is not of use here: there are no business calendars.", range)
            : Unknown(ExpressionCodes.BadLiteral, $"There is no business calendar \"{name}\".", name, scope.Objects.Calendars, range);
    }

    private static Sentence Form(ExpressionType type) => type.Kind switch
    {
        ExpressionKind.Date => " Dates are written \"2024-01-31\".",
        ExpressionKind.Timestamp => " Instants are written \"2024-01-31T08:00:00Z\".",
        ExpressionKind.Duration => " Durations are written \"1h30m\".",
        _ => string.Empty,
    };
}
