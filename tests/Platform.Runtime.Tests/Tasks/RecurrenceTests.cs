using System.Globalization;
using Platform.Runtime.Tasks;
using Xunit;

namespace Platform.Runtime.Tests.Tasks;

/// <summary>When a series of tasks goes on.</summary>
public sealed class RecurrenceTests
{
    [Theory]
    [InlineData("FREQ=DAILY", "2026-01-01 08:00", "2026-01-02 08:00", "FREQ=DAILY")]
    [InlineData("FREQ=DAILY;INTERVAL=3", "2026-01-30 08:00", "2026-02-02 08:00", "FREQ=DAILY;INTERVAL=3")]
    [InlineData("FREQ=WEEKLY", "2026-01-05 08:00", "2026-01-12 08:00", "FREQ=WEEKLY")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-05 08:00", "2026-01-08 08:00", "FREQ=WEEKLY;BYDAY=MO,TH")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-08 08:00", "2026-01-19 08:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")]
    [InlineData("FREQ=MONTHLY", "2026-01-31 08:00", "2026-03-31 08:00", "FREQ=MONTHLY")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31 08:00", "2026-02-28 08:00", "FREQ=MONTHLY;BYMONTHDAY=-1")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13 08:00", "2026-02-10 08:00", "FREQ=MONTHLY;BYDAY=2TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30 08:00", "2026-02-27 08:00", "FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("FREQ=YEARLY", "2028-02-29 08:00", "2032-02-29 08:00", "FREQ=YEARLY")]
    [InlineData("FREQ=DAILY;COUNT=3", "2026-12-31 08:00", "2027-01-01 08:00", "FREQ=DAILY;COUNT=2")]
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2026-01-02 08:00", "2026-01-03 08:00", "FREQ=DAILY;UNTIL=20260103")]
    public void The_next_follows_the_rule(string rule, string due, string next, string rest)
    {
        (DateTime Due, string Rule)? found = Recurrence.Parse(rule)!.Next(Utc(due), Utc(due), TimeZoneInfo.Utc);
        Assert.Equal((Utc(next), rest), found);
    }

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=1", "2026-01-01 08:00")]
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2026-01-03 08:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12", "2026-04-30 08:00")]
    public void A_series_ends(string rule, string due) => Assert.Null(Recurrence.Parse(rule)!.Next(Utc(due), Utc(due), TimeZoneInfo.Utc));

    [Fact]
    public void What_was_missed_is_passed_over()
    {
        (DateTime Due, string Rule)? next = Recurrence.Parse("FREQ=WEEKLY;COUNT=5")!.Next(Utc("2026-01-05 08:00"), Utc("2026-02-10 12:00"), TimeZoneInfo.Utc);
        Assert.Equal((Utc("2026-02-16 08:00"), "FREQ=WEEKLY;COUNT=4"), next);
    }

    [Fact]
    public void The_time_on_the_clocks_stays_across_daylight_saving()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Recurrence daily = Recurrence.Parse("FREQ=DAILY")!;
        // 09:00 in winter, then in summer.
        Assert.Equal(Utc("2026-03-29 07:00"), daily.Next(Utc("2026-03-28 08:00"), Utc("2026-03-28 08:00"), zone)!.Value.Due);
        // 02:30 is not there on that day, and twice in October.
        Assert.Equal(Utc("2026-03-29 01:30"), daily.Next(Utc("2026-03-28 01:30"), Utc("2026-03-28 01:30"), zone)!.Value.Due);
        Assert.Equal(Utc("2026-10-25 00:30"), daily.Next(Utc("2026-10-24 00:30"), Utc("2026-10-24 00:30"), zone)!.Value.Due);
    }

    [Fact]
    public void A_series_keeps_its_time_of_day_past_a_day_whose_clocks_leave_it_out()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        (DateTime due, string rule) = Recurrence.Parse("FREQ=DAILY")!.Next(Utc("2026-03-07 07:30"), Utc("2026-03-07 07:30"), zone)!.Value;
        Assert.Equal((Utc("2026-03-08 07:30"), "FREQ=DAILY;BYHOUR=2;BYMINUTE=30"), (due, rule));
        Assert.Equal((Utc("2026-03-09 06:30"), "FREQ=DAILY"), Recurrence.Parse(rule)!.Next(due, due, zone));
        Assert.Equal((Utc("2026-01-05 09:30"), "FREQ=WEEKLY;BYDAY=MO"), Recurrence.Parse("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30")!.Next(Utc("2026-01-01 12:00"), Utc("2026-01-01 12:00"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Quiet_hours_end_in_the_night_in_which_they_are_even_when_the_clocks_go_back()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        Assert.Equal(Utc("2026-11-01 06:30"), Platform.Runtime.Timers.LocalClock.QuietUntil(new TimeOnly(22, 0), new TimeOnly(1, 30), Utc("2026-11-01 06:10"), zone));
        Assert.Equal(Utc("2026-11-01 05:30"), Platform.Runtime.Timers.LocalClock.QuietUntil(new TimeOnly(22, 0), new TimeOnly(1, 30), Utc("2026-11-01 05:10"), zone));
    }

    [Theory]
    [InlineData("")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=DAILY;BYDAY=MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3")]
    [InlineData("FREQ=DAILY;UNTIL=20261345")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;COUNT=99999999999")]
    [InlineData("FREQ=WEEKLY;BYDAY=")]
    [InlineData("FREQ=DAILY;BYHOUR=9")]
    [InlineData("FREQ=DAILY;BYHOUR=24;BYMINUTE=0")]
    public void What_is_no_rule_is_told(string rule) => Assert.Null(Recurrence.Parse(rule));

    private static DateTime Utc(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
