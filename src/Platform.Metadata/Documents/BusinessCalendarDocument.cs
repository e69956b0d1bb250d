using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>When people work: what time limits and reminders count by. See docs/calendars.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record BusinessCalendarDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.BusinessCalendar;

    /// <summary>IANA name of the time zone of all times and dates, or a fixed offset such as <c>+08:00</c>.</summary>
    [StringLength(64, MinimumLength = 1)]
    public required string TimeZone { get; init; }

    /// <summary>True: it counts wherever no calendar is named.</summary>
    public bool Default { get; init; }

    /// <summary>Shifts by weekday; a weekday that is not named is off.</summary>
    [MinLength(1)]
    [MaxLength(7)]
    public EquatableArray<WorkingDays> Weekly { get; init; }

    /// <summary>Days that are not as their weekday is: holidays, half days, weekends on which people work.</summary>
    [MaxLength(1_000)]
    public EquatableArray<CalendarDay> Days { get; init; }
}
