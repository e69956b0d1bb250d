using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A task that a process gives to somebody. Its texts are in the language of who gets it.</summary>
/// <param name="Subject">What is to be done; an expression in braces stands for its text: <c>Prepare the contract of {record.name}</c>.</param>
/// <param name="Description">How, likewise with expressions; null for nothing.</param>
/// <param name="Assignee">A user, a manager, or a user of the record; null, and nobody found: whoever acts, in an approval flow the submitter.</param>
/// <param name="DueAfter">Working minutes after which it is due; null for no due time.</param>
/// <param name="Calendar">Name of the business calendar by which they count; null for the tenant's default.</param>
/// <param name="Priority">How urgent it is.</param>
public sealed record TaskTemplate(
    [StringLength(1000, MinimumLength = 1)] LocalizedText Subject,
    [StringLength(4000, MinimumLength = 1)] LocalizedText? Description = null,
    Approver? Assignee = null,
    [Range(1, 525_600)] int? DueAfter = null,
    [Format(TextFormat.DocumentName)] string? Calendar = null,
    TaskPriority Priority = TaskPriority.Normal);
