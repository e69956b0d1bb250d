using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A step within a branch.</summary>
/// <param name="Name">Unique in the flow.</param>
/// <param name="Label">What people see.</param>
/// <param name="When">Expression; the step is left out unless it is true. Null for always.</param>
/// <param name="Asking">Who is asked, and what their answers come to.</param>
public sealed record ApprovalBranchStep(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [Flat] ApprovalAsking Asking = null!);
