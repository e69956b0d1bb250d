using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>What the people with a role may do. Rights of several roles add up.</summary>
public sealed record RoleDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Role;

    /// <summary>Rights that are not about one object.</summary>
    public EquatableArray<SystemRight> Rights { get; init; }

    /// <summary>Rights per object; an object not listed cannot be seen.</summary>
    public EquatableArray<ObjectRights> Objects { get; init; }
}
