using Platform.Metadata.Collections;

namespace Platform.Metadata.Workspace;

/// <summary>An approval flow by which people submit records of an object.</summary>
/// <param name="Name">Name.</param>
/// <param name="Label">Label.</param>
/// <param name="Choices">Steps whose approvers the submitter chooses.</param>
public sealed record WorkspaceApproval(string Name, string Label, EquatableArray<WorkspaceApprovalChoice> Choices);

/// <summary>A step whose approvers the submitter chooses.</summary>
/// <param name="Step">Name.</param>
/// <param name="Label">Label.</param>
public sealed record WorkspaceApprovalChoice(string Step, string Label);
