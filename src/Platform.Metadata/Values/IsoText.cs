using System.Globalization;

namespace Platform.Metadata.Values;

/// <summary>Reads and writes dates, times, instants and durations of ISO 8601, strictly: nothing is guessed or rounded.</summary>
internal static class IsoText
{
    private const long MaxDurationSeconds = 922_337_203_685;

    /// <summary><c>2026-01-31</c>.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && TryNumber(text[..4], out int year) && TryNumber(text[5..7], out int month) && TryNumber(text[8..], out int day)
            && TryDate(year, month, day, out date);
    }

    /// <summary>The date of that year (1 to 9999), month and day, if there is one.</summary>
    public static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary><c>14:30</c>, <c>14:30:05</c>, <c>14:30:05.123456</c>; 24:00 and leap seconds are refused.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="ticks">Time since midnight in 100 ns.</param>
    /// <param name="tooPrecise">Finer than a microsecond; <paramref name="ticks"/> is then cut.</param>
    public static bool TryTime(ReadOnlySpan<char> text, out long ticks, out bool tooPrecise)
    {
        ticks = 0;
        tooPrecise = false;
        if (text.Length < 5 || text[2] != ':' || !TryNumber(text[..2], out int hour) || !TryNumber(text[3..5], out int minute)) return false;
        int second = 0;
        ReadOnlySpan<char> rest = text[5..];
        if (!rest.IsEmpty)
        {
            if (rest[0] != ':' || rest.Length < 3 || !TryNumber(rest[1..3], out second)) return false;
            rest = rest[3..];
        }

        if (hour > 23 || minute > 59 || second > 59) return false;
        if (!rest.IsEmpty && !TryFraction(rest, out ticks, out tooPrecise)) return false;
        ticks += (((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>An instant: a date, <c>T</c> (or a space), a time, and <c>Z</c> or an offset of at most 14 hours.</summary>
    public static ValueResult Instant(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Length < 16 || rest[10] is not ('T' or 't' or ' ') || !TryDate(rest[..10], out DateOnly date))
        {
            return ValueResult.Refused(TryDate(rest, out _) ? ValueCodes.OffsetMissing : ValueCodes.InvalidDateTime);
        }

        rest = rest[11..];
        int zone = rest.IndexOfAny("Zz+-");
        ReadOnlySpan<char> timeText = zone < 0 ? rest : rest[..zone];
        if (!TryTime(timeText, out long ticks, out bool tooPrecise)) return ValueResult.Refused(ValueCodes.InvalidDateTime);
        if (zone < 0) return ValueResult.Refused(ValueCodes.OffsetMissing);
        if (!TryOffset(rest[zone..], out long offset)) return ValueResult.Refused(ValueCodes.InvalidDateTime);
        if (tooPrecise) return ValueResult.Refused(ValueCodes.TooPrecise);
        long utc = date.DayNumber * TimeSpan.TicksPerDay + ticks - offset;
        return utc < 0 || utc > DateTime.MaxValue.Ticks
            ? ValueResult.Refused(ValueCodes.InvalidDateTime)
            : ValueResult.Of(new DateTime(utc, DateTimeKind.Utc));
    }

    /// <summary><c>2026-01-31T14:30:05.123456Z</c>, without a fraction when there is none.</summary>
    public static string Write(DateTime utc) =>
        utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>PT5400S</c>.</summary>
    public static string Write(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{(duration < TimeSpan.Zero ? "-" : "")}PT{Math.Abs(duration.Ticks / TimeSpan.TicksPerSecond)}S");

    /// <summary>A duration of weeks, days, hours, minutes and whole seconds (<c>P1DT2H</c>, <c>-PT90S</c>); years and months have no fixed length.</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        bool negative = text.StartsWith("-");
        if (negative) text = text[1..];
        if (!text.StartsWith("P") || text.Length < 3 || text[^1] == 'T') return false;
        decimal seconds = 0;
        bool time = false;
        string order = "WDHMS";
        for (text = text[1..]; !text.IsEmpty;)
        {
            if (text[0] == 'T')
            {
                if (time) return false;
                time = true;
                text = text[1..];
                continue;
            }

            int digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 15) return false;
            int unit = order.IndexOf(text[digits], StringComparison.Ordinal);
            if (unit < 0 || time != text[digits] is 'H' or 'M' or 'S') return false;
            seconds += decimal.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture) * SecondsOf(order[unit]);
            order = string.Concat(new string(' ', unit + 1), order.AsSpan(unit + 1));
            text = text[(digits + 1)..];
        }

        return TrySeconds(negative ? -seconds : seconds, out duration);
    }

    /// <summary>A duration of whole seconds that fits a <see cref="TimeSpan"/>.</summary>
    public static bool TrySeconds(decimal seconds, out TimeSpan duration)
    {
        duration = default;
        if (Math.Abs(seconds) > MaxDurationSeconds) return false;
        duration = TimeSpan.FromSeconds((long)seconds);
        return true;
    }

    /// <summary>Digits alone.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return !text.IsEmpty && text.Length <= 9 && !text.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static int SecondsOf(char unit) => unit switch { 'W' => 604_800, 'D' => 86_400, 'H' => 3_600, 'M' => 60, _ => 1 };

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks, out bool tooPrecise)
    {
        ticks = 0;
        tooPrecise = false;
        if (text.Length is < 2 or > 20 || text[0] is not ('.' or ',') || text[1..].ContainsAnyExceptInRange('0', '9')) return false;
        long unit = TimeSpan.TicksPerSecond / 10;
        for (int i = 1; i < text.Length; i++, unit /= 10)
        {
            if (i > 6) tooPrecise |= text[i] != '0';
            else ticks += (text[i] - '0') * unit;
        }

        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text is "Z" or "z") return true;
        ReadOnlySpan<char> digits = text[1..];
        int minutes = 0;
        bool read = digits.Length switch
        {
            2 => TryNumber(digits, out int _),
            4 => TryNumber(digits[2..], out minutes),
            5 => digits[2] == ':' && TryNumber(digits[3..], out minutes),
            _ => false,
        };
        if (!read || !TryNumber(digits[..2], out int hours) || minutes > 59 || (hours * 60) + minutes > 14 * 60) return false;
        ticks = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
