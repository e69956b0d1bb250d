using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A time of day to the second: <see cref="TimeOnly"/>.</summary>
internal sealed class TimeCodec : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => ((TimeOnly)value).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue(ToText(value));

    private protected override ValueResult FromInput(object input)
    {
        if (input is TimeOnly given) return Whole(true, given.Ticks, tooPrecise: false);
        if (!InputForm.TryText(input, out string? text)) return WrongType("Time");
        return Whole(IsoText.TryTime(text.AsSpan().Trim(), out long ticks, out bool tooPrecise), ticks, tooPrecise);
    }

    private protected override ValueResult FromText(string text, ImportFormat format) =>
        Whole(DateCell.TryTime(FullWidth.ToAscii(text), out long ticks, out bool tooPrecise), ticks, tooPrecise);

    private static ValueResult Whole(bool isTime, long ticks, bool tooPrecise)
    {
        if (!isTime) return ValueResult.Refused(ValueCodes.InvalidTime);
        return tooPrecise || ticks % TimeSpan.TicksPerSecond != 0
            ? ValueResult.Refused(ValueCodes.TooPrecise)
            : ValueResult.Of(new TimeOnly(ticks));
    }
}
