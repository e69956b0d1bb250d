using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>An instant: <see cref="DateTime"/> in UTC, to the microsecond. An import may leave out the offset and then means its time zone.</summary>
internal sealed class DateTimeCodec : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => IsoText.Write((DateTime)value);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue(ToText(value));

    private protected override ValueResult FromInput(object input)
    {
        if (input is DateTime { Kind: DateTimeKind.Utc } given)
        {
            return given.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? ValueResult.Of(given) : ValueResult.Refused(ValueCodes.TooPrecise);
        }

        return InputForm.TryText(input, out string? text) ? IsoText.Instant(text) : WrongType("DateTime");
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        string cell = FullWidth.ToAscii(text).Trim();
        ValueResult strict = IsoText.Instant(cell);
        if (strict.Problem is null || strict.Problem.Code == ValueCodes.TooPrecise) return strict;
        int space = cell.IndexOfAny([' ', 'T']);
        // 2026年1月31日 14:30, with or without the space.
        if (space < 0 && cell.IndexOf('日', StringComparison.Ordinal) is >= 0 and var day && day + 1 < cell.Length) space = day;
        string dateText = space < 0 ? cell : cell[..(cell[space] == '日' ? space + 1 : space)];
        if (!DateCell.TryDate(dateText, format.DateOrder, out DateOnly date)) return ValueResult.Refused(ValueCodes.InvalidDateTime);
        long ticks = 0;
        bool tooPrecise = false;
        if (space >= 0 && !DateCell.TryTime(cell[(space + 1)..], out ticks, out tooPrecise)) return ValueResult.Refused(ValueCodes.InvalidDateTime);
        return tooPrecise
            ? ValueResult.Refused(ValueCodes.TooPrecise)
            : InZone(date.ToDateTime(TimeOnly.MinValue).AddTicks(ticks), format.Zone);
    }

    /// <summary>A local time that occurs twice means the first; one that is left out is refused.</summary>
    private static ValueResult InZone(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local)) return ValueResult.Refused(ValueProblem.With(ValueCodes.TimeSkipped, "zone", zone.Id));
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        long utc = local.Ticks - offset.Ticks;
        return utc < 0 || utc > DateTime.MaxValue.Ticks
            ? ValueResult.Refused(ValueCodes.InvalidDateTime)
            : ValueResult.Of(new DateTime(utc, DateTimeKind.Utc));
    }
}
