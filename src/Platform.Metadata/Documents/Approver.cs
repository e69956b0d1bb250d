using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>One person or several who approve.</summary>
/// <param name="By">How they are found.</param>
/// <param name="Email">Address of a user, for <see cref="ApproverKind.User"/>.</param>
/// <param name="Role">Name of a role, for <see cref="ApproverKind.Role"/>.</param>
/// <param name="Team">Name of a team, for <see cref="ApproverKind.Team"/>.</param>
/// <param name="Value">Expression that gives a user, for <see cref="ApproverKind.Field"/>: <c>record.account.owner</c>.</param>
/// <param name="Level">Which manager or department counted from the submitter, 1 for their own; for managers and department heads.</param>
/// <param name="Hook">Name of a hook of the flow's object with the event <c>approvers</c>, for <see cref="ApproverKind.Hook"/>.</param>
public sealed record Approver(
    ApproverKind By,
    [StringLength(320, MinimumLength = 1)] string? Email = null,
    [Format(TextFormat.DocumentName)] string? Role = null,
    [StringLength(120, MinimumLength = 1)] string? Team = null,
    [StringLength(4000, MinimumLength = 1)] string? Value = null,
    [Range(1, 20)] int? Level = null,
    [Format(TextFormat.DocumentName)] string? Hook = null);
