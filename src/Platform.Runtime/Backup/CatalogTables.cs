namespace Platform.Runtime.Backup;

/// <summary>
/// Which tables of the catalog go into an archive, and which of their rows are a tenant's. Sessions and counts of failed sign-ins do not: whoever was signed in signs in again. Nor who was at which messages, which receivers failed, and when that was. Nor how much room files take, which is counted anew. Nor traces, which tell of programs more than of business.
/// </summary>
internal static class CatalogTables
{
    internal const string Schema = "platform";
    internal const string Identities = "identities";
    internal const string Memberships = "memberships";
    internal const string Timers = "timers";
    internal const string Secrets = "secrets";
    internal const string InboundCalls = "inbound_calls";

    private const string OfMembers = "IN (SELECT identity_id FROM platform.memberships WHERE tenant_id = ANY ({0}))";

    /// <summary>
    /// Names and conditions (<c>{0}</c> stands for the array of the tenants), in an order in which each refers to earlier ones alone.
    /// </summary>
    internal static readonly IReadOnlyList<(string Name, string OfTenants)> All =
    [
        (Identities, $"id {OfMembers}"),
        ("identity_claims", $"user_id {OfMembers}"),
        ("identity_logins", $"user_id {OfMembers}"),
        ("identity_tokens", $"user_id {OfMembers}"),
        ("tenants", "id = ANY ({0})"),
        (Memberships, "tenant_id = ANY ({0})"),
        ("api_keys", "membership_id IN (SELECT id FROM platform.memberships WHERE tenant_id = ANY ({0}))"),
        ("documents", "tenant_id = ANY ({0})"),
        ("revisions", "tenant_id = ANY ({0})"),
        ("packages", "tenant_id = ANY ({0})"),
        ("script_grants", "tenant_id = ANY ({0})"),
        ("jobs", "tenant_id = ANY ({0})"),
        // Events of records concern those who follow them here and now; a transaction's number means nothing elsewhere.
        ("outbox", "tenant_id = ANY ({0}) AND topic <> 'record.changed'"),
        (Timers, "tenant_id = ANY ({0})"),
        (Secrets, "tenant_id = ANY ({0})"),
        // What was accepted once is not accepted again after a restore.
        (InboundCalls, "tenant_id = ANY ({0})"),
        ("operations", "tenant_id = ANY ({0})"),
        ("operation_requirements", "tenant_id = ANY ({0})"),
        ("merges", "tenant_id = ANY ({0})"),
        ("auto_number_counters", "tenant_id = ANY ({0})"),
    ];

    /// <summary>Tables of the catalog that are left out on purpose; a test sees to it that none is forgotten.</summary>
    internal static readonly IReadOnlyList<string> LeftOut = ["sessions", "sign_in_attempts", "delivery_lanes", "delivery_targets", "delivery_attempts", "traces", "file_rooms", "migrations"];
}
