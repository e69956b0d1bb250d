using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Who is asked in a step, and what their answers come to.</summary>
/// <param name="Approvers">Who is asked; people named by several are asked once.</param>
/// <param name="Fallback">Who is asked when <paramref name="Approvers"/> are nobody.</param>
/// <param name="Rule">What the answers come to.</param>
/// <param name="Ratio">Share of approvals that <see cref="ApprovalRule.Ratio"/> needs, above 0 and at most 1; null otherwise.</param>
/// <param name="EditableFields">Fields that those who are asked may edit meanwhile.</param>
/// <param name="WatchedFields">Fields that the approval is bound to: an edit of one makes it void.</param>
/// <param name="Cc">Who is told when the step is passed, and may read the request.</param>
/// <param name="TimeLimits">What happens when nobody answers.</param>
public sealed record ApprovalAsking(
    [MaxLength(20)] EquatableArray<Approver> Approvers = default,
    [MaxLength(20)] EquatableArray<Approver> Fallback = default,
    ApprovalRule Rule = ApprovalRule.Any,
    decimal? Ratio = null,
    [Format(TextFormat.FieldName), MaxLength(50)] EquatableArray<string> EditableFields = default,
    [Format(TextFormat.FieldName), MaxLength(50)] EquatableArray<string> WatchedFields = default,
    [MaxLength(20)] EquatableArray<Approver> Cc = default,
    [MaxLength(10)] EquatableArray<TimeLimit> TimeLimits = default);
