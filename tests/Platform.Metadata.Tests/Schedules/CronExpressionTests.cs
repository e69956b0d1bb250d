using System.Globalization;
using Platform.Expressions.Values;
using Platform.Metadata.Schedules;
using Xunit;

namespace Platform.Metadata.Tests.Schedules;

/// <summary>When schedules are due, by the clocks of a zone.</summary>
public sealed class CronExpressionTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("30 6 * * MON-FRI", "Asia/Shanghai", "2026-11-27T22:30:00Z", "2026-11-29T22:30:00Z 2026-11-30T22:30:00Z")]
    [InlineData("*/20 * * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:20:00Z 2026-01-01T00:40:00Z 2026-01-01T01:00:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 12 13 * 5", "UTC", "2026-02-12T13:00:00Z", "2026-02-13T12:00:00Z 2026-02-20T12:00:00Z 2026-02-27T12:00:00Z 2026-03-06T12:00:00Z 2026-03-13T12:00:00Z")]
    [InlineData("5,35 8-9 1 jan,jul *", "UTC", "2026-01-01T08:10:00Z", "2026-01-01T08:35:00Z 2026-01-01T09:05:00Z 2026-01-01T09:35:00Z 2026-07-01T08:05:00Z")]
    [InlineData("0 0 * * 7", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z 2026-12-06T00:00:00Z")]
    [InlineData("0 9 * * *", "+05:30", "2026-11-28T03:30:00Z", "2026-11-29T03:30:00Z")]
    public void It_is_due_when_the_clocks_of_the_zone_show_it(string cron, string zone, string after, string expected) => Check(cron, zone, after, expected);

    // In Berlin clocks go from 02:00 to 03:00 on 2026-03-29 at 01:00 UTC, and from 03:00 to 02:00 on 2026-10-25 at 01:00 UTC.
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z 2026-03-30T00:30:00Z")]
    [InlineData("0,30 2 * * *", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z 2026-03-30T00:00:00Z")]
    [InlineData("30 2 * * *", "2026-10-24T01:00:00Z", "2026-10-25T00:30:00Z 2026-10-26T01:30:00Z")]
    [InlineData("30 * * * *", "2026-03-29T00:00:00Z", "2026-03-29T00:30:00Z 2026-03-29T01:30:00Z")]
    [InlineData("30 * * * *", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z")]
    [InlineData("0 9 * * *", "2026-03-28T09:00:00Z", "2026-03-29T07:00:00Z 2026-03-30T07:00:00Z")]
    [InlineData("0 9 * * *", "2026-10-24T09:00:00Z", "2026-10-25T08:00:00Z 2026-10-26T08:00:00Z")]
    public void Where_clocks_change_a_named_hour_counts_once_and_every_hour_as_often_as_it_comes(string cron, string after, string expected) => Check(cron, Berlin, after, expected);

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1--2 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("* * * FOO *")]
    [InlineData("@daily")]
    public void What_is_no_schedule_is_refused(string cron) => Assert.False(CronExpression.TryParse(cron, out _));

    [Fact]
    public void A_day_that_never_comes_is_none()
    {
        Assert.True(CronExpression.TryParse("0 0 30 2 *", out CronExpression? cron));
        Assert.Null(cron.Next(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), TimeZoneInfo.Utc));
    }

    private static void Check(string text, string zoneName, string after, string expected)
    {
        Assert.True(CronExpression.TryParse(text, out CronExpression? cron));
        Assert.True(TimeZones.TryFind(zoneName, out TimeZoneInfo? zone));
        var at = DateTime.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        List<string> found = [];
        foreach (string _ in expected.Split(' '))
        {
            at = cron.Next(at, zone)!.Value;
            found.Add(at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, string.Join(' ', found));
    }
}
