using System.Globalization;
using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Xunit;

namespace Platform.Metadata.Tests.Calendars;

public sealed class WorkingTimeTests
{
    private static readonly Weekday[] Workweek = [Weekday.Monday, Weekday.Tuesday, Weekday.Wednesday, Weekday.Thursday, Weekday.Friday];

    private static readonly BusinessCalendarDocument China = Calendar(
        "Asia/Shanghai", [new WorkingDays([.. Workweek], [new Shift("09:00", "12:00"), new Shift("13:30", "18:00")])],
        new CalendarDay("2026-10-01", LocalizedText.Of("National Day"), Until: "2026-10-07"),
        new CalendarDay("2026-10-10", LocalizedText.Of("Worked Saturday"), WorksAs: Weekday.Friday),
        new CalendarDay("2025-01-01", LocalizedText.Of("New Year"), Yearly: true),
        new CalendarDay("2026-02-16", LocalizedText.Of("New Year's Eve"), Shifts: [new Shift("09:00", "12:00")]));

    [Theory]
    [InlineData("2026-09-30 16:00", 60, "2026-09-30 17:00")]
    [InlineData("2026-09-30 16:00", 120, "2026-09-30 18:00")] // The end of a shift, not the beginning of the next.
    [InlineData("2026-09-30 16:00", 121, "2026-10-08 09:01")] // Over the holidays.
    [InlineData("2026-10-09 17:00", 90, "2026-10-10 09:30")] // Into the Saturday on which people work.
    [InlineData("2026-10-10 12:30", 1, "2026-10-10 13:31")] // Over the noon of it.
    [InlineData("2026-12-31 17:30", 60, "2027-01-04 09:30")] // Over the end of the year, a holiday and a weekend.
    [InlineData("2026-02-16 11:00", 120, "2026-02-17 10:00")] // A half day.
    [InlineData("2026-10-04 03:00", 0, "2026-10-04 03:00")]
    public void Working_minutes_are_counted_by_shifts_holidays_and_worked_weekends(string from, int minutes, string expected) =>
        Assert.Equal(Shanghai(expected), new WorkingTime(China).Add(Shanghai(from), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-10-01 09:00", "2026-10-08 09:00", 0)]
    [InlineData("2026-10-09 09:00", "2026-10-11 00:00", 900)]
    [InlineData("2026-10-09 18:00", "2026-10-09 09:00", 0)]
    public void Working_time_between_two_instants_is_what_lies_in_shifts(string from, string to, int minutes) =>
        Assert.Equal(minutes, new WorkingTime(China).Between(Shanghai(from), Shanghai(to)).TotalMinutes);

    [Fact]
    public void The_next_opening_is_the_instant_itself_while_people_work()
    {
        WorkingTime time = new(China);
        Assert.Equal(Shanghai("2026-10-08 10:00"), time.NextOpening(Shanghai("2026-10-08 10:00")));
        Assert.True(time.IsOpen(Shanghai("2026-10-08 10:00")));
        Assert.False(time.IsOpen(Shanghai("2026-10-08 12:00")));
        Assert.Equal(Shanghai("2026-10-08 13:30"), time.NextOpening(Shanghai("2026-10-08 12:00")));
    }

    [Fact]
    public void A_night_shift_loses_the_hour_that_clocks_skip_and_gains_the_one_they_repeat()
    {
        WorkingTime night = new(Calendar("America/New_York", [new WorkingDays([Weekday.Saturday], [new Shift("22:00", "06:00")])]));
        Assert.Equal(7, night.Between(Utc("2026-03-07 12:00"), Utc("2026-03-09 12:00")).TotalHours);
        Assert.Equal(9, night.Between(Utc("2026-10-31 12:00"), Utc("2026-11-02 12:00")).TotalHours);
        Assert.Equal(Utc("2026-03-08 10:00"), night.Add(Utc("2026-03-08 03:00"), TimeSpan.FromHours(7)));
    }

    [Fact]
    public void A_shift_that_begins_in_the_skipped_hour_begins_when_clocks_are_put_forward()
    {
        WorkingTime early = new(Calendar("America/New_York", [new WorkingDays([Weekday.Sunday], [new Shift("02:30", "05:00")])]));
        Assert.Equal(Utc("2026-03-08 07:00"), early.NextOpening(Utc("2026-03-08 00:00")));
        Assert.Equal(2, early.Between(Utc("2026-03-08 00:00"), Utc("2026-03-09 00:00")).TotalHours);
    }

    [Fact]
    public void A_yearly_holiday_of_29_February_is_one_in_leap_years_alone()
    {
        WorkingTime time = new(Calendar("UTC", [new WorkingDays([.. Enum.GetValues<Weekday>()], [new Shift("00:00", "24:00")])], new CalendarDay("2024-02-29", LocalizedText.Of("Leap day"), Yearly: true)));
        Assert.Equal(24, time.Between(Utc("2027-02-28 00:00"), Utc("2027-03-01 00:00")).TotalHours);
        Assert.Equal(24, time.Between(Utc("2028-02-28 00:00"), Utc("2028-03-01 00:00")).TotalHours);
    }

    [Fact]
    public void A_dated_day_goes_before_a_yearly_one()
    {
        WorkingTime time = new(Calendar(
            "UTC", [new WorkingDays([.. Workweek], [new Shift("09:00", "17:00")])],
            new CalendarDay("2020-12-24", LocalizedText.Of("Off"), Yearly: true), new CalendarDay("2026-12-24", LocalizedText.Of("On"), WorksAs: Weekday.Monday)));
        Assert.Equal(8, time.Between(Utc("2026-12-24 00:00"), Utc("2026-12-25 00:00")).TotalHours);
        Assert.Equal(0, time.Between(Utc("2027-12-24 00:00"), Utc("2027-12-25 00:00")).TotalHours);
    }

    [Fact]
    public void A_calendar_that_is_closed_for_good_has_no_end_of_any_work()
    {
        WorkingTime never = new(Calendar("UTC", [new WorkingDays([Weekday.Monday], [new Shift("09:00", "10:00")])], new CalendarDay("2023-01-01", LocalizedText.Of("Closed"), Until: "2023-12-31", Yearly: true), new CalendarDay("2024-02-29", LocalizedText.Of("Closed"), Yearly: true)));
        Assert.Null(never.Add(Utc("2026-01-01 00:00"), TimeSpan.FromMinutes(1)));
        Assert.Null(never.NextOpening(Utc("2026-01-01 00:00")));
        Assert.Equal(TimeSpan.Zero, never.Between(Utc("2026-01-01 00:00"), Utc("2030-01-01 00:00")));
    }

    [Fact]
    public void Without_a_calendar_every_hour_counts()
    {
        DateTime from = Utc("2026-12-31 23:00");
        Assert.Equal(Utc("2027-01-01 01:00"), WorkingTime.Always.Add(from, TimeSpan.FromHours(2)));
        Assert.Equal(3, WorkingTime.Always.Between(from, from.AddHours(3)).TotalHours);
        Assert.Equal(from, WorkingTime.Always.NextOpening(from));
        Assert.Null(WorkingTime.Always.Add(from, TimeSpan.MaxValue));
    }

    [Fact]
    public void Calculations_come_to_what_is_counted_minute_by_minute()
    {
        string[] zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai", "Asia/Kathmandu", "-03:30"];
        string[] seasons = ["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31", "2026-12-29", "2027-12-30", "2028-02-27"];
        for (int seed = 1; seed <= 150; seed++)
        {
            Random random = new(seed);
            BusinessCalendarDocument calendar = RandomCalendar(random, zones[random.Next(zones.Length)], DateOnly.Parse(seasons[random.Next(seasons.Length)], CultureInfo.InvariantCulture), out DateOnly season);
            MinuteOracle oracle = new(calendar, season.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), days: 9);
            WorkingTime time = new(calendar);
            for (int i = 0; i < 25; i++)
            {
                DateTime from = oracle.From.AddMinutes(random.Next(5 * 1_440)), to = from.AddMinutes(random.Next(3 * 1_440));
                string where = $"seed {seed}, {calendar.TimeZone}, {from:u} to {to:u}";
                Assert.True(oracle.Between(from, to) == time.Between(from, to).TotalMinutes, where);
                int minutes = random.Next(1, 900);
                if (oracle.Add(from, minutes) is { } end) Assert.True(end == time.Add(from, TimeSpan.FromMinutes(minutes)), $"{where}, {minutes}: {end:u} was {time.Add(from, TimeSpan.FromMinutes(minutes)):u}");
                if (oracle.Next(from) is { } opening) Assert.True(opening == time.NextOpening(from), $"{where}: {opening:u} was {time.NextOpening(from):u}");
                if (time.Add(from, TimeSpan.FromMinutes(minutes)) is { } reached) Assert.Equal(minutes, time.Between(from, reached).TotalMinutes);
            }
        }
    }

    private static BusinessCalendarDocument RandomCalendar(Random random, string zone, DateOnly around, out DateOnly season)
    {
        season = around;
        List<WorkingDays> weekly = [];
        Weekday[] days = Enum.GetValues<Weekday>();
        random.Shuffle(days);
        int used = 0;
        for (int n = random.Next(1, 4); n > 0 && used < 7; n--)
        {
            int count = Math.Min(random.Next(1, 4), 7 - used);
            weekly.Add(new WorkingDays([.. days[used..(used + count)]], RandomShifts(random)));
            used += count;
        }

        List<CalendarDay> entries = [];
        for (int n = random.Next(4), day = 0; n > 0; n--)
        {
            day += random.Next(1, 3);
            DateOnly first = around.AddDays(day), last = first.AddDays(random.Next(2));
            bool yearly = random.Next(3) == 0, works = random.Next(3) == 0;
            entries.Add(new CalendarDay(
                Text(yearly ? first.AddYears(-2) : first), LocalizedText.Of("x"), Until: last == first ? null : Text(yearly ? last.AddYears(-2) : last), Yearly: yearly,
                WorksAs: works ? (Weekday)random.Next(7) : null, Shifts: works || random.Next(2) == 0 ? default : RandomShifts(random)));
            day = last.DayNumber - around.DayNumber;
        }

        return Calendar(zone, [.. weekly], [.. entries]);
    }

    /// <summary>One to three shifts that do not overlap; the last may go past midnight.</summary>
    private static EquatableArray<Shift> RandomShifts(Random random)
    {
        List<Shift> shifts = [];
        int at = random.Next(0, 8 * 60);
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int end = at + random.Next(10, 6 * 60);
            if (end > 1_440 && n > 1) break;
            shifts.Add(new Shift(Time(at), end == 1_440 ? "24:00" : Time(end % 1_440)));
            at = end + random.Next(0, 120);
            if (at >= 1_440) break;
        }

        return shifts.ToEquatableArray();
    }

    private static string Time(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static BusinessCalendarDocument Calendar(string zone, EquatableArray<WorkingDays> weekly, params CalendarDay[] days) =>
        new() { Name = "c", Id = "c", TimeZone = zone, Weekly = weekly, Days = [.. days] };

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static DateTime Shanghai(string text) => Utc(text).AddHours(-8);
}
