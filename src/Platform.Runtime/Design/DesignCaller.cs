using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>Who designs: somebody with the right to customize, and the tenant's state at the entry of the request.</summary>
/// <param name="State">The state.</param>
/// <param name="UserId">Id of the <c>User</c> record.</param>
/// <param name="Roles">Names of that person's roles.</param>
/// <param name="TimeZone">The tenant's time zone.</param>
internal sealed record DesignCaller(TenantState State, Guid UserId, IReadOnlyList<string> Roles, string TimeZone);
