using System.Globalization;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Calendars;

/// <summary>The dates that entries of a calendar cover.</summary>
internal static class CalendarDates
{
    /// <summary>Most days that one entry covers.</summary>
    public const int Most = 366;

    /// <summary>Reads a date; false when the calendar has no such day.</summary>
    public static bool TryRead(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>The days of an entry in order; none when its dates are none, or too many.</summary>
    public static IEnumerable<DateOnly> Of(CalendarDay day)
    {
        if (!TryRead(day.Date, out DateOnly first)) yield break;
        DateOnly last = first;
        if (day.Until is not null && !TryRead(day.Until, out last)) yield break;
        if (last.DayNumber - first.DayNumber >= Most) yield break;
        for (int number = first.DayNumber; number <= last.DayNumber; number++) yield return DateOnly.FromDayNumber(number);
    }

    /// <summary>Month and day as one number: what a yearly entry is told by.</summary>
    public static int Yearly(DateOnly date) => (date.Month * 100) + date.Day;
}
