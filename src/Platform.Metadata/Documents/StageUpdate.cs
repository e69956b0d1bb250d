using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A field that is set when a record enters or leaves a stage.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Expression that gives its value; a blank clears it.</param>
public sealed record StageUpdate(
    [Format(TextFormat.FieldName)] string Field,
    [StringLength(4000, MinimumLength = 1)] string Value);
