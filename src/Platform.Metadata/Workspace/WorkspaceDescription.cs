using Platform.Metadata.Collections;

namespace Platform.Metadata.Workspace;

/// <summary>
/// Everything the web application needs to draw the workspace of one user in one language: only what the user may see, every text already
/// chosen. Answered by <c>GET /workspace</c>; the TypeScript types in <c>web/src/api/workspace.generated.ts</c> are generated from these records.
/// In JSON, members that are null or false are left out.
/// </summary>
public sealed record WorkspaceDescription
{
    /// <summary>Revision of the tenant's documents.</summary>
    public required long Revision { get; init; }

    /// <summary>Language of the texts, a BCP 47 tag out of <see cref="Locales"/>.</summary>
    public required string Locale { get; init; }

    /// <summary>Languages that can be asked for.</summary>
    public required EquatableArray<WorkspaceLocale> Locales { get; init; }

    /// <summary>Who is signed in.</summary>
    public required WorkspaceUser User { get; init; }

    /// <summary>The tenant.</summary>
    public required WorkspaceTenant Tenant { get; init; }

    /// <summary>The user's rights that are not about one object, in camel case: <c>customize</c>, <c>export</c> …</summary>
    public required EquatableArray<string> Rights { get; init; }

    /// <summary>Objects that the user may read, ordered by name.</summary>
    public required EquatableArray<WorkspaceObject> Objects { get; init; }

    /// <summary>Menus, without entries that the user cannot open; never empty when there is an object to list.</summary>
    public required EquatableArray<WorkspaceNavigation> Navigations { get; init; }
}

/// <summary>A language of the application.</summary>
/// <param name="Tag">BCP 47 tag.</param>
/// <param name="Name">The language's name in itself.</param>
public sealed record WorkspaceLocale(string Tag, string Name);

/// <summary>The signed-in user.</summary>
/// <param name="Id">Id of the record of the system object User.</param>
/// <param name="Name">Full name.</param>
/// <param name="Email">Sign-in address.</param>
/// <param name="Roles">Names of the roles, for conditions that ask for them.</param>
/// <param name="TimeZone">IANA zone that instants are shown in; the browser's own when null.</param>
public sealed record WorkspaceUser(string Id, string Name, string Email, EquatableArray<string> Roles, string? TimeZone = null);

/// <summary>The tenant.</summary>
/// <param name="Name">Key of the tenant.</param>
/// <param name="Label">Name of the organisation.</param>
/// <param name="Currency">ISO 4217 code of new records' amounts.</param>
/// <param name="TimeZone">IANA zone in which expressions tell days.</param>
public sealed record WorkspaceTenant(string Name, string Label, string Currency, string TimeZone);

/// <summary>A menu.</summary>
/// <param name="Name">Name of the document.</param>
/// <param name="Label">Title.</param>
/// <param name="Icon">Icon key.</param>
/// <param name="Groups">Groups that have at least one entry.</param>
public sealed record WorkspaceNavigation(string Name, string Label, string? Icon, EquatableArray<WorkspaceNavigationGroup> Groups);

/// <summary>A group of menu entries.</summary>
/// <param name="Label">Title, or null for none.</param>
/// <param name="Items">Entries.</param>
public sealed record WorkspaceNavigationGroup(string? Label, EquatableArray<WorkspaceNavigationItem> Items);

/// <summary>A menu entry, which opens a list.</summary>
/// <param name="Object">Object name.</param>
/// <param name="Label">Text.</param>
/// <param name="Icon">Icon key.</param>
/// <param name="View">View to open, or null for the default one.</param>
public sealed record WorkspaceNavigationItem(string Object, string Label, string? Icon, string? View);
