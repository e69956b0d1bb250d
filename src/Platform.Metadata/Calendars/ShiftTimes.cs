using System.Globalization;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Calendars;

/// <summary>A shift in minutes.</summary>
/// <param name="From">Minutes from the midnight with which its day begins.</param>
/// <param name="To">Minutes from that same midnight; over 1,440 on the next day.</param>
internal readonly record struct ShiftTimes(int From, int To)
{
    /// <summary>Minutes of a day.</summary>
    public const int Day = 1_440;

    /// <summary>The minutes of a document's shift, whose times have the form that is asked of them.</summary>
    public static ShiftTimes Of(Shift shift)
    {
        int from = Minutes(shift.From), to = Minutes(shift.To);
        return new ShiftTimes(from, to > from ? to : to + Day);
    }

    /// <summary>Minutes from midnight of a time of day.</summary>
    public static int Minutes(string time) =>
        (int.Parse(time.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture) * 60) + int.Parse(time.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture);
}
