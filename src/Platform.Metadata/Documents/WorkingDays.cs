using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>Weekdays with the same shifts.</summary>
/// <param name="Days">The weekdays.</param>
/// <param name="Shifts">Their shifts.</param>
public sealed record WorkingDays(
    [MinLength(1), MaxLength(7)] EquatableArray<Weekday> Days = default,
    [MinLength(1), MaxLength(10)] EquatableArray<Shift> Shifts = default);
