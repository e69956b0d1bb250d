namespace Platform.Expressions.Typing;

/// <summary>A business calendar as expressions count by it. Equal ones count alike.</summary>
public interface IBusinessHours
{
    /// <summary>Name of the calendar; empty for every hour of every day.</summary>
    string Name { get; }

    /// <summary>
    /// The calendar as JSON, for the database and the browser: <c>{"zone": …, "weekly": [Monday's shifts, …], "days": {day: shifts}, "yearly": {month * 100 + day: shifts}}</c>. A shift is
    /// <c>[from, to]</c> in minutes from the midnight with which its day begins; a day counts from 0001-01-01.
    /// </summary>
    string Json { get; }

    /// <summary>Microseconds that are worked between two instants, the second one later.</summary>
    /// <param name="from">Microseconds since 1970.</param>
    /// <param name="to">Microseconds since 1970.</param>
    long Worked(long from, long to);
}
