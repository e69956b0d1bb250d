using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A whole number of 32 bits: <see cref="int"/>.</summary>
internal sealed class IntegerCodec(int? min, int? max) : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => ((int)value).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((int)value);

    private protected override ValueResult FromInput(object input) =>
        InputForm.TryNumber(input, out string? number) ? Read(number) : WrongType("Int");

    private protected override ValueResult FromText(string text, ImportFormat format) => Read(NumberCell.ToInvariant(text, format));

    private ValueResult Read(string number)
    {
        ValueResult result = DecimalText.Read(number, 28, 0);
        if (result.Problem is { } problem)
        {
            return problem.Code switch
            {
                ValueCodes.TooManyDecimals => ValueResult.Refused(ValueCodes.NotAnInteger),
                ValueCodes.TooManyDigits => number[0] == '-' ? TooSmall() : TooLarge(),
                _ => result,
            };
        }

        decimal value = (decimal)result.Value!;
        if (value < (min ?? int.MinValue)) return TooSmall();
        return value > (max ?? int.MaxValue) ? TooLarge() : ValueResult.Of((int)value);
    }

    private ValueResult TooSmall() => ValueResult.Refused(ValueProblem.With(ValueCodes.TooSmall, "min", min ?? int.MinValue));

    private ValueResult TooLarge() => ValueResult.Refused(ValueProblem.With(ValueCodes.TooLarge, "max", max ?? int.MaxValue));
}
