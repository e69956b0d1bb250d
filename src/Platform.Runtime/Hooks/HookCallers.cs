using Npgsql;
using Platform.Metadata.Permissions;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;

namespace Platform.Runtime.Hooks;

/// <summary>Users as callers where there is no request of theirs: with the roles that they have now.</summary>
/// <param name="dataSource">Connections to the catalog.</param>
/// <param name="reach">Who shares a team with whom.</param>
internal sealed class HookCallers(NpgsqlDataSource dataSource, TeamReach reach)
{
    private const string Statement =
        """
        SELECT CASE WHEN t.status = 'active' THEN m.roles END, coalesce(m.locale, t.locale), coalesce(m.time_zone, t.time_zone), t.time_zone, t.status = 'active', m.id IS NOT NULL
        FROM platform.tenants AS t LEFT JOIN platform.memberships AS m ON m.tenant_id = t.id AND m.user_id = $2 AND m.status = 'active'
        WHERE t.id = $1
        """;

    /// <summary>The caller; null for a user who is no member any more, and while the tenant is suspended.</summary>
    public async Task<RecordCaller?> FindAsync(TenantState state, Guid user, CancellationToken cancellation) =>
        await FindAsync(state, user, isAnybody: false, cancellation);

    /// <summary>As <see cref="FindAsync(TenantState, Guid, CancellationToken)"/>, for what is done by messages: null is for good.</summary>
    /// <exception cref="PostponedException">The tenant is suspended: the message waits until it is active again.</exception>
    public async Task<RecordCaller?> FindForMessageAsync(TenantState state, Guid user, CancellationToken cancellation) =>
        await FindAsync(state, user, isAnybody: false, cancellation, isHeld: true);

    /// <summary>The caller; in the name of a user who is no member any more the platform, without rights of its own, and what is made belongs to nobody. Clocks are the tenant's either way.</summary>
    public async Task<RecordCaller> InNameOfAsync(TenantState state, Guid user, CancellationToken cancellation) =>
        await FindAsync(state, user, isAnybody: true, cancellation) ?? throw new InvalidOperationException("There is no such tenant.");

    private async Task<RecordCaller?> FindAsync(TenantState state, Guid user, bool isAnybody, CancellationToken cancellation, bool isHeld = false)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = user });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return null;
        if (isHeld && !row.GetBoolean(4)) throw new PostponedException("The tenant is suspended.");
        bool mayAct = !await row.IsDBNullAsync(0, cancellation);
        if (!mayAct && !isAnybody) return null;
        PermissionSet permissions = PermissionCompiler.Compile(state.Model, mayAct ? [.. row.GetFieldValue<string[]>(0).Distinct().Order(StringComparer.Ordinal)] : []);
        return new RecordCaller(state.TenantId, state.Schema, state.Model, permissions, user, row.GetString(2), row.GetString(1))
        {
            TenantTimeZone = row.GetString(3),
            IsMember = row.GetBoolean(5),
            Reach = permissions.DependsOnTeams ? await reach.OfAsync(state.Schema, state.Model, user, cancellation) : null,
        };
    }
}
