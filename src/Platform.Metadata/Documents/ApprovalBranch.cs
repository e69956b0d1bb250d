using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A branch of a step: steps in order.</summary>
/// <param name="Name">Unique in the flow.</param>
/// <param name="Label">What people see.</param>
/// <param name="When">Expression; the branch runs when it is true. Null for always.</param>
/// <param name="Steps">Steps in order.</param>
public sealed record ApprovalBranch(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [MinLength(1), MaxLength(30)] EquatableArray<ApprovalStep> Steps = default);
