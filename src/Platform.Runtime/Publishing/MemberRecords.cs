using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Sql;

namespace Platform.Runtime.Publishing;

/// <summary>Gives every member of a tenant the <c>User</c> record that owners, stamps and rights refer to.</summary>
public sealed class MemberRecords(NpgsqlDataSource dataSource, TenantModels models)
{
    private const string Members =
        """
        SELECT m.user_id, i.display_name, i.email, m.roles, coalesce(m.locale, t.locale), coalesce(m.time_zone, t.time_zone)
        FROM platform.memberships m
        JOIN platform.identities i ON i.id = m.identity_id
        JOIN platform.tenants t ON t.id = m.tenant_id
        WHERE m.tenant_id = $1
        ORDER BY m.created_at
        """;

    /// <summary>Adds the records that are missing; those that exist stay as they are.</summary>
    public async Task EnsureAsync(Guid tenantId, CancellationToken cancellation)
    {
        if (await models.GetAsync(tenantId, cancellation) is not { } state || !state.Model.TryGetObject("User", out ObjectModel? user)) return;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        List<(Guid Id, Dictionary<string, object?> Values)> members = [];
        await using (NpgsqlCommand read = new(Members, connection))
        {
            read.Parameters.AddWithValue(tenantId);
            await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                members.Add((reader.GetGuid(0), new Dictionary<string, object?>
                {
                    ["name"] = reader.GetString(1),
                    ["email"] = reader.GetString(2),
                    ["roles"] = await reader.GetFieldValueAsync<string[]>(3, cancellation),
                    ["active"] = true,
                    ["locale"] = reader.GetString(4),
                    ["timeZone"] = reader.GetString(5),
                }));
            }
        }

        foreach ((Guid id, Dictionary<string, object?> values) in members)
        {
            await using NpgsqlCommand insert = StatementCommand.Create(connection, Insert(state.Schema, user, id, values).Print());
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Brings roles and activity of a member's record to what the membership says.</summary>
    public async Task FollowAsync(Guid tenantId, Guid userId, CancellationToken cancellation)
    {
        if (await models.GetAsync(tenantId, cancellation) is not { } state || !state.Model.TryGetObject("User", out ObjectModel? user)) return;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand read = new("SELECT roles, status = 'active' FROM platform.memberships WHERE tenant_id = $1 AND user_id = $2", connection);
        read.Parameters.AddWithValue(tenantId);
        read.Parameters.AddWithValue(userId);
        (string[] roles, bool active) = await ReadAsync(read, cancellation);
        await using NpgsqlCommand update = StatementCommand.Create(connection, Update(state.Schema, user, userId, roles, active).Print());
        await update.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(string[] Roles, bool Active)> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (await reader.GetFieldValueAsync<string[]>(0, cancellation), reader.GetBoolean(1));
    }

    private static SqlUpdate Update(string schema, ObjectModel user, Guid id, string[] roles, bool active) => new()
    {
        Table = new SqlTable(schema, user.Table),
        Alias = "u",
        Set =
        [
            new SqlAssignment(Column(user, "roles"), SqlExpression.Parameter(SqlType.Text.Array, roles)),
            new SqlAssignment(Column(user, "active"), SqlExpression.Parameter(SqlType.Boolean, active)),
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
