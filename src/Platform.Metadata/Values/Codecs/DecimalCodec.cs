using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>An exact number: <see cref="decimal"/> with the field's scale; a JSON string in the API.</summary>
internal sealed class DecimalCodec(int precision, int scale, decimal? min, decimal? max) : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => ((decimal)value).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) =>
        writer.WriteStringValue(((decimal)value).ToString(CultureInfo.InvariantCulture));

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryNumber(input, out string? number) && !InputForm.TryText(input, out number)) return WrongType("Decimal");
        return Read(number);
    }

    private protected override ValueResult FromText(string text, ImportFormat format) => Read(NumberCell.ToInvariant(text, format));

    private ValueResult Read(string number) => Bounds.Check(DecimalText.Read(number, precision, scale), min, max);
}
