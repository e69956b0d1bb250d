using System.Text;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>What becomes of a computed value in a field, in memory: the same as <see cref="FormulaLowering"/> makes of it in SQL.</summary>
public static class ComputedValue
{
    /// <summary>The value as the field's type holds it, in the evaluator's form; null when it cannot hold it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">A value of the evaluator, or null.</param>
    public static object? Fitted(FieldModel field, object? value) => field.Type switch
    {
        CheckboxType => value ?? false,
        IntegerType => value is long and >= -int.MaxValue and <= int.MaxValue ? value : null,
        DecimalType or CurrencyType or PercentType => value is ExactDecimal number ? Number(number, FieldMembers.OfColumn(field.Column.Type)) : null,
        DurationType => value is long duration ? duration / 1_000_000 * 1_000_000 : null,
        TextType t => Text(value, t.MaxLength),
        LongTextType t => Text(value, t.MaxLength),
        _ => value,
    };

    /// <summary>
    /// The value as inputs of the field's type take it: what codecs read, or a canonical value where nothing is left to check.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="value">A value of the evaluator, or null.</param>
    public static object? ToInput(FieldModel field, object? value) => (field.Type, value is string ? value : Fitted(field, value)) switch
    {
        (_, null) => null,
        (IntegerType, long number) => (int)number,
        (_, ExactDecimal number) => number.ToDecimal(),
        (DateType, long day) => DateOnly.FromDayNumber((int)day),
        (DateTimeType, long instant) => Moments.ToDateTime(instant),
        (DurationType, long duration) => TimeSpan.FromMicroseconds(duration),
        (_, IExpressionRecord record) => record.Id,
        (_, var other) => other,
    };

    private static ExactDecimal? Number(ExactDecimal number, NumberBounds bounds)
    {
        if (!number.TryRound(bounds.Scale, out ExactDecimal rounded)) return null;
        string digits = rounded.Absolute().Truncated().ToString();
        return digits.Length <= bounds.IntegerDigits || digits == "0" ? rounded : null;
    }

    private static string? Text(object? value, int most)
    {
        if (value is not string text || text.Length == 0) return null;
        if (text.Length <= most) return text;
        StringBuilder cut = new();
        foreach (Rune rune in text.EnumerateRunes().Take(most)) cut.Append(rune.ToString());
        return cut.ToString();
    }
}
