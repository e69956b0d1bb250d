using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>What the people with a role may do. Rights of several roles add up.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record RoleDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Role;

    /// <summary>Rights that are not about one object.</summary>
    [MaxLength(100)]
    public EquatableArray<SystemRight> Rights { get; init; }

    /// <summary>Rights per object; an object not listed cannot be seen.</summary>
    [MaxLength(2000)]
    public EquatableArray<ObjectRights> Objects { get; init; }

    /// <summary>Limits of requests; null for those of the host.</summary>
    public ApiLimits? Api { get; init; }
}
