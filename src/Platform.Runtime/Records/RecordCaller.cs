using System.Globalization;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Records;

/// <summary>On whose behalf and under which model a request reads and writes; taken once, when the request comes in.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Schema">PostgreSQL schema of the tenant's records, unquoted.</param>
/// <param name="Model">The tenant's model at that moment.</param>
/// <param name="Permissions">Sum of the user's roles against <paramref name="Model"/>.</param>
/// <param name="UserId">Id of the user's record of the object <c>User</c>.</param>
/// <param name="TimeZone">IANA name of the user's time zone, for relative dates; <c>UTC</c> when unknown.</param>
/// <param name="Language">BCP 47 tag of the user's language, for messages.</param>
public sealed record RecordCaller(
    Guid TenantId, string Schema, TenantModel Model, PermissionSet Permissions, Guid UserId, string TimeZone = "UTC", string Language = "en")
{
    // Null while the caller has but the user's own rights.
    private PermissionSet? _own;

    /// <summary>
    /// Names what <see cref="Permissions"/> say, and where, for statements that are kept: roles change from one revision to the next, while objects that stay the same
    /// are shared by both.
    /// </summary>
    public string RightsKey => string.Create(CultureInfo.InvariantCulture, $"{Schema} {Model.Revision} {Permissions.Key} {(Reach is null ? "computed" : "given")}");

    /// <summary>
    /// Whose records the scope "team" covers, the user among them, in ascending order; null when it is not known beforehand and statements find out themselves.
    /// </summary>
    public Guid[]? Reach { get; init; }

    /// <summary>Rights of the user, whatever rights the platform lends.</summary>
    public PermissionSet Own => _own ?? Permissions;

    /// <summary>Roles of the user, whatever rights the platform lends.</summary>
    public IReadOnlyList<string> Roles => Own.Key.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>
    /// Whether the user was a member who may sign in when the caller was made. Not so in the name of somebody who has left, may be removed for good by now, or never was: what is made then belongs to nobody.
    /// </summary>
    public bool IsMember { get; init; } = true;

    /// <summary>The same caller with rights that the platform lends for what it does on the user's behalf.</summary>
    public RecordCaller Lent(PermissionSet permissions) => this with { Permissions = permissions, Reach = null, _own = Own };

    /// <summary>The same caller with the user's own rights.</summary>
    public RecordCaller AsUser() => _own is null ? this : this with { Permissions = _own, Reach = null, _own = null };

    /// <summary>IANA name of the tenant's time zone: that of <c>today</c> and of parts of an instant in expressions.</summary>
    public required string TenantTimeZone { get; init; }

    /// <summary>How statements learn <see cref="Reach"/>.</summary>
    public ReachForm ReachForm => Reach is null ? ReachForm.Computed : RowAccess.FormOf(Reach.Length);
}
