using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A step of an approval flow: people who are asked, branches that run side by side until all of them are done, or another flow that is gone through.</summary>
/// <param name="Name">Unique in the flow.</param>
/// <param name="Label">What people see.</param>
/// <param name="When">Expression; the step is left out unless it is true. Null for always.</param>
/// <param name="Asking">Who is asked, and what their answers come to.</param>
/// <param name="Branches">Branches instead of people.</param>
/// <param name="FirstOnly">True: only the first branch whose condition is true runs. False: every such branch.</param>
/// <param name="Flow">Name of a flow of the same object whose steps are gone through here, if its condition is true; null for people or branches.</param>
public sealed record ApprovalStep(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [Flat] ApprovalAsking Asking = null!,
    [MaxLength(10)] EquatableArray<ApprovalBranch> Branches = default,
    bool FirstOnly = false,
    [Format(TextFormat.DocumentName)] string? Flow = null);
