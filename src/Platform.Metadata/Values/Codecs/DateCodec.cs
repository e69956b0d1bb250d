using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A calendar date: <see cref="DateOnly"/>.</summary>
internal sealed class DateCodec : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue(ToText(value));

    private protected override ValueResult FromInput(object input)
    {
        if (input is DateOnly given) return ValueResult.Of(given);
        if (!InputForm.TryText(input, out string? text)) return WrongType("Date");
        return IsoText.TryDate(text.AsSpan().Trim(), out DateOnly date) ? ValueResult.Of(date) : ValueResult.Refused(ValueCodes.InvalidDate);
    }

    private protected override ValueResult FromText(string text, ImportFormat format) =>
        DateCell.TryDate(FullWidth.ToAscii(text).Trim(), format.DateOrder, out DateOnly date)
            ? ValueResult.Of(date)
            : ValueResult.Refused(ValueCodes.InvalidDate);
}
