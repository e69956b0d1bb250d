namespace Platform.Runtime.Timers;

/// <summary>Times of day on the clocks of a zone, across changes to and from daylight saving.</summary>
internal static class LocalClock
{
    /// <summary>The zone of that name; UTC when there is none such.</summary>
    public static TimeZoneInfo Zone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>When the clocks next show that time, UTC; after <paramref name="now"/>.</summary>
    public static DateTime Next(TimeOnly time, DateTime now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        for (int day = -1; ; day++)
        {
            DateTime at = ToUtc(today.AddDays(day).ToDateTime(time), zone);
            if (at > now) return at;
        }
    }

    /// <summary>The end of the quiet hours, UTC, if it is quiet; null when it is not. They may go over midnight; from a time until the same is none.</summary>
    public static DateTime? QuietUntil(TimeOnly? from, TimeOnly? until, DateTime now, TimeZoneInfo zone)
    {
        if (from is not { } begin || until is not { } end || begin == end) return null;
        var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        if (!clock.IsBetween(begin, end)) return null;
        DateTime first = Next(end, now, zone);
        // In the night when clocks go back, the end comes a second time: in the second hour it is that one.
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone)).ToDateTime(end);
        if (!zone.IsAmbiguousTime(local)) return first;
        DateTime second = DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Min(), DateTimeKind.Utc);
        return second > now && second < first ? second : first;
    }

    /// <summary>The instant of a time on the clocks: of what they leave out it comes as much later, of what they show twice it is the first.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        TimeSpan offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3))
            : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
