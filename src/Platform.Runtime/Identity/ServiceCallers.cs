using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;

namespace Platform.Runtime.Identity;

/// <summary>In whose name the platform reads and writes when nobody has signed in: for calls to other systems and from them.</summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="models">The tenants' models.</param>
internal sealed class ServiceCallers(NpgsqlDataSource dataSource, TenantModels models)
{
    /// <summary>The caller; null when there is no such active user.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="email">E-mail address of an active user; null for the active administrator who has been there longest.</param>
    /// <param name="roles">Roles whose rights the caller has; empty for those of the user.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<RecordCaller?> FindAsync(Guid tenantId, string? email, IReadOnlyCollection<string> roles, CancellationToken cancellation)
    {
        if (await models.GetAsync(tenantId, cancellation) is not { } state) return null;
        (Guid Id, string[] Roles, string Locale, string Zone, string TenantZone)? user = await UserAsync(state, email, cancellation);
        if (user is not { } found) return null;
        PermissionSet permissions = PermissionCompiler.Compile(state.Model, roles.Count > 0 ? roles : found.Roles);
        return new RecordCaller(tenantId, state.Schema, state.Model, permissions, found.Id, found.Zone, found.Locale) { TenantTimeZone = found.TenantZone };
    }

    /// <summary>Active users with the right to customize: those who look after what fails.</summary>
    public async Task<IReadOnlyList<Guid>> DesignersAsync(TenantState state, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT user_id, roles FROM platform.memberships WHERE tenant_id = $1 AND status = 'active'");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        List<Guid> users = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (PermissionCompiler.Compile(state.Model, reader.GetFieldValue<string[]>(1)).Has(SystemRight.Customize)) users.Add(reader.GetGuid(0));
        }

        return users;
    }

    private async Task<(Guid Id, string[] Roles, string Locale, string Zone, string TenantZone)?> UserAsync(TenantState state, string? email, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT m.user_id, m.roles, coalesce(m.locale, t.locale), coalesce(m.time_zone, t.time_zone), t.time_zone
            FROM platform.memberships AS m JOIN platform.tenants AS t ON t.id = m.tenant_id JOIN platform.identities AS i ON i.id = m.identity_id
            WHERE m.tenant_id = $1 AND m.status = 'active' AND t.status = 'active' AND CASE WHEN $2 IS NULL THEN 'administrator' = ANY (m.roles) ELSE lower(i.email) = lower($2) END
            ORDER BY m.created_at, m.id LIMIT 1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        command.Parameters.Add(new NpgsqlParameter { Value = email is null ? DBNull.Value : email, NpgsqlDbType = NpgsqlDbType.Text });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return (reader.GetGuid(0), reader.GetFieldValue<string[]>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
    }
}
