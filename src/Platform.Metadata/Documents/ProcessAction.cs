using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Something that a process does, in the transaction of what brings it about.</summary>
/// <param name="Do">What it does.</param>
/// <param name="When">Expression; it is done for records for which it is true. Null for all.</param>
/// <param name="Flow">Name of the approval flow, for <see cref="ProcessActionKind.StartApproval"/>.</param>
/// <param name="To">Who is told, for <see cref="ProcessActionKind.Notify"/>; the manager is that of whoever acts.</param>
/// <param name="Text">What they are told.</param>
public sealed record ProcessAction(
    ProcessActionKind Do,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [Format(TextFormat.DocumentName)] string? Flow = null,
    [MaxLength(20)] EquatableArray<Approver> To = default,
    [StringLength(400, MinimumLength = 1)] LocalizedText? Text = null);
