using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Something that a process does, in the transaction of what brings it about.</summary>
/// <param name="Do">What it does.</param>
/// <param name="When">Expression; it is done for records for which it is true. Null for all.</param>
/// <param name="Flow">Name of the approval flow, for <see cref="ProcessActionKind.StartApproval"/>.</param>
/// <param name="To">Who is told, for <see cref="ProcessActionKind.Notify"/>; the manager is that of whoever acts, in an approval flow of the submitter.</param>
/// <param name="Text">What they are told.</param>
/// <param name="Task">The task, for <see cref="ProcessActionKind.CreateTask"/>.</param>
/// <param name="Hook">Name of the hook, for <see cref="ProcessActionKind.CallHook"/>; it is of the object, and has the event <c>process</c> or <c>afterCommitProcess</c>.</param>
/// <param name="Webhook">Name of the webhook, for <see cref="ProcessActionKind.SendWebhook"/>; it is of the object, and has the event <c>process</c>.</param>
public sealed record ProcessAction(
    ProcessActionKind Do,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [Format(TextFormat.DocumentName)] string? Flow = null,
    [MaxLength(20)] EquatableArray<Approver> To = default,
    [StringLength(400, MinimumLength = 1)] LocalizedText? Text = null,
    TaskTemplate? Task = null,
    [Format(TextFormat.DocumentName)] string? Hook = null,
    [Format(TextFormat.DocumentName)] string? Webhook = null)
{
    /// <summary>Whom it concerns: who is told, or who gets the task.</summary>
    public IEnumerable<Approver> People => Task?.Assignee is { } assignee ? To.Append(assignee) : To;
}
