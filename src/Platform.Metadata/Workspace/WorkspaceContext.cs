namespace Platform.Metadata.Workspace;

/// <summary>What a workspace depends on besides the model and the permission set.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Locale">Language of the texts, out of <see cref="WorkspaceLocales.All"/>.</param>
public sealed record WorkspaceContext(WorkspaceUser User, WorkspaceTenant Tenant, string Locale);
