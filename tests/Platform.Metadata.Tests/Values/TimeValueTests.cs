using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class TimeValueTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0001-01-01", true)]
    [InlineData("9999-12-31", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("1900-02-29", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("10000-01-01", false)]
    [InlineData("2026-1-1", false)]
    [InlineData("2026-01-01T00:00:00Z", false)]
    public void Dates(string text, bool valid) => Assert.Equal(valid ? null : ValueCodes.InvalidDate, Codec.Input(new DateType(), text).Code());

    [Theory]
    [InlineData("2026-01-31T14:30:00Z", "2026-01-31T14:30:00Z")]
    [InlineData("2026-01-31T14:30+08:00", "2026-01-31T06:30:00Z")]
    [InlineData("2026-01-31T14:30:00.123456-0530", "2026-01-31T20:00:00.123456Z")]
    [InlineData("2026-01-31T14:30:00.1234560000Z", "2026-01-31T14:30:00.123456Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z")]
    [InlineData("2026-01-01T14:00:00+14:00", "2026-01-01T00:00:00Z")]
    public void Instants_are_kept_in_utc_to_the_microsecond(string text, string expected)
    {
        DateTimeType type = new();
        Assert.Equal(expected, ValueCodec.For(type).ToText(Codec.Input(type, text).Value!));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:01", ValueCodes.InvalidDateTime)]
    [InlineData("9999-12-31T23:59:59-00:01", ValueCodes.InvalidDateTime)]
    [InlineData("2026-01-31T14:30:00", ValueCodes.OffsetMissing)]
    [InlineData("2026-01-31", ValueCodes.OffsetMissing)]
    [InlineData("2026-01-31T24:00:00Z", ValueCodes.InvalidDateTime)]
    [InlineData("2016-12-31T23:59:60Z", ValueCodes.InvalidDateTime)]
    [InlineData("2026-01-31T14:30:00+15:00", ValueCodes.InvalidDateTime)]
    [InlineData("2026-01-31T14:30:00.1234567Z", ValueCodes.TooPrecise)]
    [InlineData("infinity", ValueCodes.InvalidDateTime)]
    [InlineData("2026-01-31T14:30:00Zx", ValueCodes.InvalidDateTime)]
    public void Instants_that_are_refused(string text, string code) => Assert.Equal(code, Codec.Input(new DateTimeType(), text).Code());

    [Fact]
    public void Import_without_offset_means_the_zone()
    {
        ImportFormat format = ImportFormat.Default with { Zone = Berlin };
        DateTimeType type = new();
        Assert.Equal(new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc), Codec.Cell(type, "2026-07-01 14:00", format).Value);
        Assert.Equal(new DateTime(2026, 1, 31, 13, 30, 0, DateTimeKind.Utc), Codec.Cell(type, "2026年1月31日 下午2:30", format).Value);
        // Put forward: 02:30 does not exist. Put back: 02:30 occurs twice, and the first counts.
        Assert.Equal(ValueCodes.TimeSkipped, Codec.Cell(type, "2026-03-29 02:30", format).Code());
        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc), Codec.Cell(type, "2026-10-25 02:30", format).Value);
    }

    [Theory]
    [InlineData("2026-01-31", DateOrder.MonthDayYear)]
    [InlineData("2026/1/31", DateOrder.MonthDayYear)]
    [InlineData("2026.1.31", DateOrder.DayMonthYear)]
    [InlineData("2026年1月31日", DateOrder.DayMonthYear)]
    [InlineData("20260131", DateOrder.DayMonthYear)]
    [InlineData("1/31/2026", DateOrder.MonthDayYear)]
    [InlineData("31.01.2026", DateOrder.DayMonthYear)]
    [InlineData("２０２６－０１－３１", DateOrder.DayMonthYear)]
    public void Cells_hold_dates_as_sheets_write_them(string cell, DateOrder order) =>
        Assert.Equal(new DateOnly(2026, 1, 31), Codec.Cell(new DateType(), cell, ImportFormat.Default with { DateOrder = order }).Value);

    [Theory]
    [InlineData("31/1/2026")]
    [InlineData("1/31/26")]
    [InlineData("2026-1/31")]
    [InlineData("2026-13-01")]
    [InlineData("soon")]
    public void Unclear_dates_are_refused(string cell) => Assert.Equal(ValueCodes.InvalidDate, Codec.Cell(new DateType(), cell).Code());

    [Theory]
    [InlineData("14:30", 14, 30)]
    [InlineData("2:30 PM", 14, 30)]
    [InlineData("12:05 am", 0, 5)]
    [InlineData("下午2:30", 14, 30)]
    [InlineData("9:05", 9, 5)]
    public void Cells_hold_times_as_sheets_write_them(string cell, int hour, int minute) =>
        Assert.Equal(new TimeOnly(hour, minute), Codec.Cell(new TimeType(), cell).Value);

    [Theory]
    [InlineData("24:00", ValueCodes.InvalidTime)]
    [InlineData("14:60", ValueCodes.InvalidTime)]
    [InlineData("14:30:00.5", ValueCodes.TooPrecise)]
    public void Times_that_are_refused(string text, string code) => Assert.Equal(code, Codec.Input(new TimeType(), text).Code());

    [Theory]
    [InlineData("PT5400S", 5400)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P1DT1S", 86401)]
    [InlineData("P2W", 1209600)]
    [InlineData("-PT90S", -90)]
    [InlineData("PT0S", 0)]
    public void Durations(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Codec.Input(new DurationType(), text).Value);

    [Theory]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("PT")]
    [InlineData("P")]
    [InlineData("P1DT")]
    [InlineData("PT1.5S")]
    [InlineData("PT30M1H")]
    [InlineData("P1H")]
    [InlineData("PT999999999999999S")]
    public void Durations_that_are_refused(string text) => Assert.Equal(ValueCodes.InvalidDuration, Codec.Input(new DurationType(), text).Code());

    [Theory]
    [InlineData("1:30:00", 5400)]
    [InlineData("1:30", 5400)]
    [InlineData("1h 30m", 5400)]
    [InlineData("2天", 172800)]
    [InlineData("1小时30分", 5400)]
    [InlineData("-90s", -90)]
    public void Cells_hold_durations_as_sheets_write_them(string cell, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Codec.Cell(new DurationType(), cell).Value);
}
