using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Platform.Runtime.Operations;

/// <summary>The registered documents of a tenant, and who may send no others.</summary>
/// <param name="Documents">Documents by the id that they were registered under, and by their hash.</param>
/// <param name="RequiredRoles">Roles whose people may send registered documents alone; a blank one stands for everybody.</param>
internal sealed record TenantOperations(FrozenDictionary<string, string> Documents, FrozenSet<string> RequiredRoles)
{
    /// <summary>None, and anything may be sent.</summary>
    public static TenantOperations None { get; } = new(FrozenDictionary<string, string>.Empty, FrozenSet<string>.Empty);

    /// <summary>
    /// Whether a caller may send registered documents alone: when everybody must, or when each of their roles must. Roles add up, so one that
    /// may send anything is enough.
    /// </summary>
    public bool Binds(ImmutableArray<string> roles) =>
        RequiredRoles.Count > 0 && (RequiredRoles.Contains("") || (roles.Length > 0 && roles.All(RequiredRoles.Contains)));
}
