using System.Globalization;
using System.Text.Json;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>The forms of a filter's operands.</summary>
internal static class OperandForms
{
    /// <summary>Stands for the id of the current user.</summary>
    public const string CurrentUser = "$me";

    /// <summary>What is wrong with an operand for a field of the type; null when nothing is.</summary>
    public static string? Problem(JsonElement value, FieldType type) => type switch
    {
        IdType => IsId(value) ? null : $"An id is a UUID or \"{CurrentUser}\".",
        PicklistType t => Choice(value, t.Choices),
        MultiPicklistType t => Choice(value, t.Choices),
        IntegerType => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _) ? null : "The operand must be a whole number of 32 bits.",
        DecimalType or CurrencyType or PercentType => IsDecimal(value) ? null : "The operand must be a number, as a number or a text.",
        CheckboxType => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "The operand must be true or false.",
        DateType or DateTimeType or TimeType or DurationType => FieldDefaults.FormProblem(value, type),
        _ => value.ValueKind == JsonValueKind.String ? null : "The operand must be a text.",
    };

    private static bool IsId(JsonElement value) => value.ValueKind == JsonValueKind.String && (value.GetString() == CurrentUser || value.TryGetGuid(out _));

    private static bool IsDecimal(JsonElement value)
    {
        string? text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
    }

    private static string? Choice(JsonElement value, PicklistSource choices)
    {
        if (value.ValueKind != JsonValueKind.String) return "The operand must be one of the choices.";
        string text = value.GetString()!;
        return choices.Values.Any(v => v.Value == text) ? null : $"There is no choice \"{text}\".";
    }
}
