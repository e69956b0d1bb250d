using System.Text.Json;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>The forms of a filter's operands: values of the type, without the limits that the field sets itself.</summary>
internal static class OperandForms
{
    /// <summary>Stands for the id of the current user.</summary>
    public const string CurrentUser = "$me";

    private static readonly IntegerType AnyInteger = new();
    private static readonly DecimalType AnyDecimal = new(28, 14);

    /// <summary>What is wrong with an operand for a field of the type; null when nothing is.</summary>
    public static Sentence? Problem(JsonElement value, FieldType type) => type switch
    {
        IdType when value.ValueKind == JsonValueKind.String && (value.GetString() == CurrentUser || value.TryGetGuid(out _)) => null,
        IdType => $"An id is a UUID or \"{CurrentUser}\".",
        PicklistType t => Choice(value, t.Choices),
        MultiPicklistType t => Choice(value, t.Choices),
        IntegerType => FieldDefaults.Problem(value, AnyInteger),
        DecimalType or CurrencyType or PercentType => FieldDefaults.Problem(value, AnyDecimal),
        CheckboxType or DateType or DateTimeType or TimeType or DurationType => FieldDefaults.Problem(value, type),
        _ when value.ValueKind == JsonValueKind.String => null,
        _ => (Sentence)"The operand must be a text.",
    };

    private static Sentence? Choice(JsonElement value, PicklistSource choices)
    {
        if (value.ValueKind != JsonValueKind.String) return "The operand must be one of the choices.";
        string text = value.GetString()!;
        if (choices.Values.Any(v => v.Value == text)) return null;
        return $"There is no choice \"{text}\".";
    }
}
