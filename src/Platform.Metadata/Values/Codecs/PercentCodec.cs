using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// A share: a <see cref="decimal"/> fraction in the API (<c>0.2</c>), a percentage in imports and exports, with or without the sign
/// (<c>20%</c>, <c>20</c>), as people write it in sheets.
/// </summary>
internal sealed class PercentCodec(int scale, decimal? min, decimal? max) : ValueCodec
{
    // As the column has it: ten digits before the point of the fraction.
    private int Precision => scale + 12;

    /// <inheritdoc/>
    public override string ToText(object value)
    {
        decimal percentage = (decimal)value * 100;
        return percentage.ToString("0." + new string('#', 28), CultureInfo.InvariantCulture) + "%";
    }

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) =>
        writer.WriteStringValue(((decimal)value).ToString(CultureInfo.InvariantCulture));

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryNumber(input, out string? number) && !InputForm.TryText(input, out number)) return WrongType("Decimal");
        return Bounds.Check(DecimalText.Read(number, Precision, scale + 2), min, max);
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        string number = NumberCell.ToInvariant(FullWidth.ToAscii(text).Trim().TrimEnd('%').TrimEnd(), format);
        ValueResult percentage = DecimalText.Read(number, Precision, scale);
        return percentage.Value is decimal value
            ? Bounds.Check(ValueResult.Of(DecimalText.Scaled(value / 100, scale + 2)), min, max)
            : percentage;
    }
}
