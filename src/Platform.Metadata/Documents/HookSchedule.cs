using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Documents;

/// <summary>When a hook runs by itself.</summary>
/// <param name="Cron">Minute, hour, day of the month, month and weekday; see <see cref="Schedules.CronExpression"/>.</param>
/// <param name="TimeZone">IANA name of the time zone, or a fixed offset such as <c>+08:00</c>.</param>
/// <param name="Missed">What becomes of runs that were due while the platform stood still.</param>
public sealed record HookSchedule(
    [StringLength(200, MinimumLength = 1)] string Cron,
    [StringLength(64, MinimumLength = 1)] string TimeZone,
    MissedRuns Missed = MissedRuns.Once);
