using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A condition of entering or leaving a stage.</summary>
/// <param name="Name">Unique in the pipeline; part of what is missing.</param>
/// <param name="Condition">Expression that must be true; a blank counts as false.</param>
/// <param name="Message">What is missing while it is not.</param>
/// <param name="Field">Field to show the message at, or null.</param>
public sealed record StageGate(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(4000, MinimumLength = 1)] string Condition,
    [StringLength(1000, MinimumLength = 1)] LocalizedText Message,
    [Format(TextFormat.FieldName)] string? Field = null);
