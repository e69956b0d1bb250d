using System.Globalization;
using Platform.Runtime.Timers;
using Xunit;

namespace Platform.Runtime.Tests.Mail;

/// <summary>Quiet hours and daily mails on the clocks of a zone.</summary>
public sealed class MailClockTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-05-01 15:00", "2026-05-01 23:00")]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-05-01 22:59", "2026-05-01 23:00")]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-05-01 23:00", null)]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-05-01 13:59", null)]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-03-28 23:00", "2026-03-29 05:00")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-10-24 23:00", "2026-10-25 06:00")]
    [InlineData("Europe/Berlin", "12:00", "13:00", "2026-12-31 11:30", "2026-12-31 12:00")]
    [InlineData("Etc/UTC", "08:00", "08:00", "2026-12-31 08:00", null)]
    public void Quiet_hours_end_when_the_clocks_say_so(string zone, string from, string until, string now, string? end) => Assert.Equal(
        end is null ? null : Utc(end), LocalClock.QuietUntil(Time(from), Time(until), Utc(now), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Without_both_ends_it_is_never_quiet()
    {
        Assert.Null(LocalClock.QuietUntil(null, Time("07:00"), Utc("2026-05-01 03:00"), TimeZoneInfo.Utc));
        Assert.Null(LocalClock.QuietUntil(Time("22:00"), null, Utc("2026-05-01 23:00"), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("Europe/Berlin", "08:00", "2026-03-28 07:00", "2026-03-29 06:00")]
    [InlineData("Europe/Berlin", "08:00", "2026-03-28 06:59", "2026-03-28 07:00")]
    [InlineData("Europe/Berlin", "02:30", "2026-03-28 12:00", "2026-03-29 01:30")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-24 12:00", "2026-10-25 00:30")]
    [InlineData("Pacific/Auckland", "08:00", "2026-12-31 18:00", "2026-12-31 19:00")]
    public void A_daily_mail_goes_out_at_its_time(string zone, string at, string now, string next) =>
        Assert.Equal(Utc(next), LocalClock.Next(Time(at), Utc(now), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
