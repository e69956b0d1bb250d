using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Reading;
using Platform.Sql;

namespace Platform.Runtime.Publishing;

/// <summary>Gives every member of a tenant the <c>User</c> record that owners, stamps and rights refer to.</summary>
public sealed class MemberRecords(NpgsqlDataSource dataSource, TenantModels models)
{
    private const string Members =
        """
        SELECT m.user_id, i.display_name, i.email, m.roles, coalesce(m.locale, t.locale), coalesce(m.time_zone, t.time_zone), m.status = 'active'
        FROM platform.memberships m
        JOIN platform.identities i ON i.id = m.identity_id
        JOIN platform.tenants t ON t.id = m.tenant_id
        WHERE m.tenant_id = $1
        ORDER BY m.created_at
        """;

    /// <summary>
    /// Adds the records that are missing, or takes those that stand under the same address already. Where record and membership differ, the roles of the membership count, and whoever either of them
    /// calls inactive is.
    /// </summary>
    public async Task EnsureAsync(Guid tenantId, CancellationToken cancellation)
    {
        if (await models.GetAsync(tenantId, cancellation) is not { } state || !state.Model.TryGetObject(MembershipStage.UserObject, out ObjectModel? user)) return;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, [MembershipStatements.Adopt(user, state.Schema).Bind(tenantId)], cancellation);
        foreach ((Guid id, Dictionary<string, object?> values) in await MissingAsync(connection, state, user, cancellation))
        {
            await using NpgsqlCommand insert = StatementCommand.Create(connection, Insert(state.Schema, user, id, values).Print());
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await SuspendAsync(connection, transaction, state, MembershipStatements.SuspendInactive(user, state.Schema).Bind(tenantId), cancellation);
        await RunAsync(connection, [MembershipStatements.Correct(user, state.Schema).Bind(tenantId)], cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Gives a member other roles, or lets them in or keeps them out: membership and record in one transaction.</summary>
    /// <param name="member">The membership.</param>
    /// <param name="roles">The roles that it has from now on.</param>
    /// <param name="active">Whether the person may sign in; a record that was deleted comes back with it.</param>
    /// <param name="cancellation">Stops; nothing was changed then.</param>
    public async Task ChangeAsync(Membership member, IReadOnlyList<string> roles, bool active, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(member);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        string[] names = [.. roles];
        NpgsqlBatchCommand change = new("UPDATE platform.memberships SET roles = $2, status = CASE WHEN $3 THEN 'active' ELSE 'suspended' END WHERE id = $1");
        change.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = member.Id });
        change.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = names });
        change.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = active });
        NpgsqlBatchCommand end = new("DELETE FROM platform.sessions WHERE membership_id = $1 AND NOT $2");
        end.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = member.Id });
        end.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = active });
        await RunAsync(connection, [change, end], cancellation);
        if (await models.GetAsync(member.TenantId, cancellation) is { } state && state.Model.TryGetObject(MembershipStage.UserObject, out ObjectModel? user))
        {
            await using NpgsqlCommand update = StatementCommand.Create(connection, Update(state.Schema, user, member.UserId, names, active).Print());
            await update.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    // Nobody is suspended where nobody would be left who may manage users: the records follow the memberships then.
    private static async Task SuspendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantState state, NpgsqlBatchCommand suspend, CancellationToken cancellation)
    {
        const string Before = "members";
        bool isGoverned = await IsGovernedAsync(connection, state, cancellation);
        await transaction.SaveAsync(Before, cancellation);
        await RunAsync(connection, [suspend], cancellation);
        if (isGoverned && !await IsGovernedAsync(connection, state, cancellation)) await transaction.RollbackAsync(Before, cancellation);
    }

    private static async Task<bool> IsGovernedAsync(NpgsqlConnection connection, TenantState state, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(MembershipStage.CountGoverning, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = MembershipStage.Governing(state.Model) });
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private static async Task RunAsync(NpgsqlConnection connection, NpgsqlBatchCommand[] commands, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = new(connection);
        foreach (NpgsqlBatchCommand command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IReadOnlyList<(Guid Id, Dictionary<string, object?> Values)>> MissingAsync(
        NpgsqlConnection connection, TenantState state, ObjectModel user, CancellationToken cancellation)
    {
        List<(Guid Id, Dictionary<string, object?> Values)> members = [];
        await using (NpgsqlCommand read = new(Members, connection))
        {
            read.Parameters.AddWithValue(state.TenantId);
            await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                members.Add((reader.GetGuid(0), new Dictionary<string, object?>
                {
                    ["name"] = reader.GetString(1),
                    ["email"] = reader.GetString(2),
                    ["roles"] = await reader.GetFieldValueAsync<string[]>(3, cancellation),
                    ["active"] = reader.GetBoolean(6),
                    ["locale"] = reader.GetString(4),
                    ["timeZone"] = reader.GetString(5),
                }));
            }
        }

        SqlSelect present = new() { Items = [new SqlItem(SqlExpression.Column("u", Column(user, SystemFields.Id)))], From = new SqlTableSource(new SqlTable(state.Schema, user.Table), "u") };
        HashSet<Guid> known = [];
        await using NpgsqlCommand ids = StatementCommand.Create(connection, present.Print());
        await using NpgsqlDataReader found = await ids.ExecuteReaderAsync(cancellation);
        while (await found.ReadAsync(cancellation)) known.Add(found.GetGuid(0));
        return [.. members.Where(m => !known.Contains(m.Id))];
    }

    private static SqlUpdate Update(string schema, ObjectModel user, Guid id, string[] roles, bool active) => new()
    {
        Table = new SqlTable(schema, user.Table),
        Alias = "u",
        Set =
        [
            new SqlAssignment(Column(user, "roles"), SqlExpression.Parameter(SqlType.Text.Array, roles)),
            new SqlAssignment(Column(user, "active"), SqlExpression.Parameter(SqlType.Boolean, active)),
            .. active ? (SqlAssignment[])[new SqlAssignment(Column(user, SystemFields.DeletedAt), SqlExpression.Null)] : [],
            new SqlAssignment(Column(user, SystemFields.UpdatedAt), SqlExpression.Call("now")),
            new SqlAssignment(Column(user, SystemFields.Version), SqlExpression.Infix(SqlExpression.Column("u", Column(user, SystemFields.Version)), "+", SqlExpression.Number(1))),
        ],
        Where = SqlExpression.Column("u", Column(user, SystemFields.Id)).EqualTo(SqlExpression.Parameter(SqlType.Uuid, id)),
    };

    private static SqlInsert Insert(string schema, ObjectModel user, Guid id, Dictionary<string, object?> values)
    {
        SqlExpression now = SqlExpression.Call("now");
        SqlExpression self = SqlExpression.Parameter(SqlType.Uuid, id);
        List<(string Column, SqlExpression Value)> row =
        [
            (Column(user, SystemFields.Id), self), (Column(user, SystemFields.Version), SqlExpression.Number(1)),
            (Column(user, SystemFields.CreatedAt), now), (Column(user, SystemFields.CreatedBy), self),
            (Column(user, SystemFields.UpdatedAt), now), (Column(user, SystemFields.UpdatedBy), self),
        ];
        foreach ((string name, object? value) in values)
        {
            if (user.TryGetField(name, out FieldModel? field)) row.Add((field.Column.Name, SqlExpression.Parameter(SqlType.Of(field.Column.Type), value)));
        }

        return new SqlInsert
        {
            Table = new SqlTable(schema, user.Table),
            Columns = [.. row.Select(r => r.Column)],
            Rows = [[.. row.Select(r => r.Value)]],
            OnConflict = new SqlConflict([], null, []),
        };
    }

    private static string Column(ObjectModel owner, string field) => owner.Field(field).Column.Name;
}
