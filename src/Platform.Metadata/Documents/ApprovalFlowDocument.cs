using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An approval flow: who has to agree before a record of an object counts as approved. See docs/approvals.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record ApprovalFlowDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.ApprovalFlow;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Of several flows whose condition is true, the one with the least number starts.</summary>
    [Range(0, 1_000_000), DefaultValue(100)]
    public int Priority { get; init; } = 100;

    /// <summary>False: no request starts; running ones go on.</summary>
    public bool Active { get; init; } = true;

    /// <summary>People may submit records by hand.</summary>
    public bool Manual { get; init; } = true;

    /// <summary>New records for which the condition is true are submitted by themselves.</summary>
    public bool OnCreate { get; init; }

    /// <summary>Edited records for which the condition is true are submitted by themselves.</summary>
    public bool OnEdit { get; init; }

    /// <summary>Records for which the condition is true are not deleted, but submitted, and deleted once that is approved.</summary>
    public bool OnVoid { get; init; }

    /// <summary>Fields of which one must change for an edit to count; empty for any.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(50)]
    public EquatableArray<string> EditedFields { get; init; }

    /// <summary>Expression that is true for records of this flow; null for all. <c>user</c> is the submitter.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? When { get; init; }

    /// <summary>Steps in order.</summary>
    [MinLength(1)]
    [MaxLength(30)]
    public EquatableArray<ApprovalStep> Steps { get; init; }

    /// <summary>Until when the submitter may take the request back.</summary>
    public ApprovalRecall Recall { get; init; }

    /// <summary>True: who has approved in an earlier step is not asked again in a later one.</summary>
    public bool AskOnce { get; init; } = true;

    /// <summary>What happens when the submitter would have to approve.</summary>
    public SelfApproval SelfApproval { get; init; }

    /// <summary>Name of the business calendar by which time limits count; null for the tenant's default.</summary>
    [Format(TextFormat.DocumentName)]
    public string? Calendar { get; init; }

    /// <summary>Roles that may edit the record while the request is pending.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(100)]
    public EquatableArray<string> ExemptRoles { get; init; }

    /// <summary>Fields that are set when a record is submitted.</summary>
    [MaxLength(20)]
    public EquatableArray<ApprovalUpdate> OnSubmit { get; init; }

    /// <summary>Fields that are set when every step is passed.</summary>
    [MaxLength(20)]
    public EquatableArray<ApprovalUpdate> OnApprove { get; init; }

    /// <summary>Fields that are set when the request is rejected or returned to the submitter.</summary>
    [MaxLength(20)]
    public EquatableArray<ApprovalUpdate> OnReject { get; init; }

    /// <summary>Fields that are set when the request is recalled, or its approval lapses because of an edit.</summary>
    [MaxLength(20)]
    public EquatableArray<ApprovalUpdate> OnRecall { get; init; }

    /// <summary>What is done when a record is submitted.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> SubmitActions { get; init; }

    /// <summary>What is done when every step is passed.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> ApproveActions { get; init; }

    /// <summary>What is done when the request is rejected.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> RejectActions { get; init; }

    /// <summary>What is done when the request is returned to the submitter.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> ReturnActions { get; init; }

    /// <summary>What is done when the request is recalled, or its approval lapses because of an edit.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> RecallActions { get; init; }

    /// <summary>What is done when a time limit decides a step, besides what the request comes to by it.</summary>
    [MaxLength(20)]
    public EquatableArray<ProcessAction> TimeoutActions { get; init; }
}
