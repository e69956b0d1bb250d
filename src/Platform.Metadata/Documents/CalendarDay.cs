using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A day, or several in a row, on which other shifts hold than on their weekday; without any, nobody works.</summary>
/// <param name="Date">The day, or the first of several.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Until">The last of several days; null for one.</param>
/// <param name="Yearly">True: every year on that month and day. A dated entry goes before a yearly one.</param>
/// <param name="WorksAs">The weekday whose shifts hold; null when <paramref name="Shifts"/> say.</param>
/// <param name="Shifts">The shifts; empty for none.</param>
public sealed record CalendarDay(
    [Format(TextFormat.Day)] string Date,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [Format(TextFormat.Day)] string? Until = null,
    bool Yearly = false,
    Weekday? WorksAs = null,
    [MaxLength(10)] EquatableArray<Shift> Shifts = default);
