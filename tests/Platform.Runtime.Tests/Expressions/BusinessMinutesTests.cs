using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Platform.Expressions.Values;
using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Runtime.Catalog;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Working minutes come to the same in memory, in PostgreSQL and in the browser wherever clocks are changed.</summary>
public sealed class BusinessMinutesTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    private const int Pairs = 240;
    private static readonly Weekday[] EveryDay = Enum.GetValues<Weekday>();

    // Clocks that are put forward at two, by half an hour, at midnight, and over a whole day; and one that never is.
    private static readonly (string Zone, string Change)[] Changes =
    [
        ("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01"), ("Australia/Lord_Howe", "2026-04-05"), ("Australia/Lord_Howe", "2026-10-04"),
        ("Asia/Beirut", "2026-03-29"), ("Asia/Beirut", "2026-10-25"), ("Pacific/Apia", "2011-12-30"), ("Asia/Shanghai", "1988-04-17"), ("Europe/Berlin", "2027-12-31"), ("+05:45", "2028-02-29"),
    ];

    [Fact]
    public async Task Working_minutes_agree_where_clocks_change()
    {
        await CatalogMigrator.MigrateAsync(database.DataSource);
        using BrowserEvaluator browser = new();
        Random random = new(88);
        int worked = 0;
        foreach ((string zone, string change) in Changes)
        {
            foreach (BusinessHours hours in Calendars(zone, change))
            {
                long around = Moments.FromDateTime(DateTime.Parse(change, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
                (long From, long To)[] pairs = [.. Enumerable.Range(0, Pairs).Select(_ => (Near(), Near()))];
                string?[] memory = [.. pairs.Select(p => InMemory(hours, p.From, p.To))];
                Assert.Equal(memory, await InSqlAsync(hours, pairs));
                Assert.Equal(memory, InBrowser(browser, hours, pairs));
                worked += memory.Count(m => m is not ("0" or null));

                // Quarters of an hour and odd seconds within three days of the change.
                long Near() => around + (random.Next(-288, 288) * 900_000_000L) + (random.Next(3) == 0 ? random.Next(900) * 1_000_000L : 0);
            }
        }

        Assert.True(worked > Changes.Length * Pairs / 2, $"Only {worked} pairs have time between them.");
    }

    [Fact]
    public async Task What_is_too_far_apart_or_away_is_not_counted()
    {
        await CatalogMigrator.MigrateAsync(database.DataSource);
        using BrowserEvaluator browser = new();
        BusinessHours hours = Calendars("Asia/Shanghai", "2026-10-01").First();
        (long From, long To)[] pairs = [.. new (string From, string To)[]
        {
            ("2020-01-01T00:00:00Z", "2030-01-08T00:00:00Z"), ("2020-01-01T00:00:00Z", "2030-01-08T00:00:00.000001Z"), ("1972-12-31T23:59:59Z", "1973-01-02T00:00:00Z"),
            ("1973-01-01T00:00:00Z", "1973-01-03T00:00:00Z"), ("9997-12-30T00:00:00Z", "9998-01-01T00:00:00Z"), ("9997-12-30T00:00:00Z", "9997-12-31T23:59:59Z"),
            ("2026-10-09T10:00:00Z", "2026-10-08T10:00:00Z"), ("1960-01-02T00:00:00Z", "1950-01-01T00:00:00Z"),
        }.Select(p => (Instant(p.From), Instant(p.To)))];

        string?[] memory = [.. pairs.Select(p => InMemory(hours, p.From, p.To))];

        Assert.Equal([true, false, false, true, false, true, true, true], memory.Select(m => m is not null));
        Assert.Equal("0 0", string.Join(' ', memory[^2..]));
        Assert.Equal(memory, await InSqlAsync(hours, pairs));
        Assert.Equal(memory, InBrowser(browser, hours, pairs));
    }

    private static IEnumerable<BusinessHours> Calendars(string zone, string change)
    {
        WorkingDays[] offices = [new WorkingDays([.. EveryDay[..5]], [new Shift("09:00", "12:00"), new Shift("13:30", "18:00")])];
        WorkingDays[] nights = [new WorkingDays([.. EveryDay], [new Shift("23:45", "00:30"), new Shift("01:15", "02:15"), new Shift("02:30", "06:00")])];
        CalendarDay[] days =
        [
            new CalendarDay(change, LocalizedText.Of("Changed"), Shifts: [new Shift("00:15", "02:20"), new Shift("02:45", "24:00")]),
            new CalendarDay("2020-" + change[5..], LocalizedText.Of("Yearly"), Yearly: true),
        ];
        yield return new BusinessHours(Calendar(zone, offices));
        yield return new BusinessHours(Calendar(zone, nights));
        yield return new BusinessHours(Calendar(zone, nights, days));
    }

    private static BusinessCalendarDocument Calendar(string zone, WorkingDays[] weekly, params CalendarDay[] days) => new()
    {
        Id = "c",
        Name = "c",
        Label = LocalizedText.Of("C"),
        TimeZone = zone,
        Weekly = weekly.ToEquatableArray(),
        Days = days.ToEquatableArray(),
    };

    private static string? InMemory(BusinessHours hours, long from, long to) =>
        to <= from ? "0" : Moments.IsCounted(from, to) ? (hours.Worked(from, to) / 60_000_000).ToString(CultureInfo.InvariantCulture) : null;

    private static string?[] InBrowser(BrowserEvaluator browser, BusinessHours hours, (long From, long To)[] pairs)
    {
        JsonArray context = [new JsonObject { ["record"] = "", ["old"] = "", ["user"] = "", ["roles"] = new JsonArray(), ["now"] = "0", ["zone"] = "UTC" }];
        IEnumerable<string> trees = pairs.Select(p => $"""["w",["c","timestamp","{p.From}"],["c","timestamp","{p.To}"],{hours.Json}]""");
        return [.. browser.Evaluate($"""["l",{string.Join(',', trees)}]""", context)[0]!.AsArray().Select(v => v?.ToString())];
    }

    private async Task<string?[]> InSqlAsync(BusinessHours hours, (long From, long To)[] pairs)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(
            "select platform.working_minutes(f, t, $3)::text from unnest($1, $2) with ordinality as p(f, t, n) order by n");
        command.Parameters.AddWithValue(pairs.Select(p => Moments.ToDateTime(p.From)).ToArray());
        command.Parameters.AddWithValue(pairs.Select(p => Moments.ToDateTime(p.To)).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, hours.Json);
        List<string?> values = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) values.Add(await reader.IsDBNullAsync(0) ? null : reader.GetString(0));
        return [.. values];
    }

    private static long Instant(string text) => Moments.TryInstant(text, out long instant) ? instant : throw new ArgumentException(text, nameof(text));
}
