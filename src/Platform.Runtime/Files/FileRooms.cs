using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Files;

/// <summary>
/// How much room the files of a tenant take, kept as one number: each upload adds to it in the transaction of its record, so that no two take the same room and nobody adds all files up. Files that
/// were removed for good are seen when it is counted anew, once a day, and when an upload does not fit, once a minute (decision 0095).
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="limits">Limits.</param>
public sealed class FileRooms(NpgsqlDataSource dataSource, FileLimits limits)
{
    private const string Known = "SELECT bytes, counted_at < now() - interval '1 minute' FROM platform.file_rooms WHERE tenant_id = $1";
    private const string Begin = "INSERT INTO platform.file_rooms (tenant_id, bytes, counted_at) VALUES ($1, 0, '-infinity') ON CONFLICT (tenant_id) DO NOTHING";
    private const string Lock = "SELECT bytes, counted_at < clock_timestamp() - interval '1 minute' FROM platform.file_rooms WHERE tenant_id = $1 FOR UPDATE";
    private const string Taking = "UPDATE platform.file_rooms SET bytes = bytes + $2 WHERE tenant_id = $1 AND bytes + $2 <= $3 RETURNING bytes";

    /// <summary>Whether the files of a tenant leave room for another.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="schema">Schema of its records.</param>
    /// <param name="model">Its model.</param>
    /// <param name="bytes">Size of the file; 0 when it is not known yet.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<bool> HaveAsync(Guid tenantId, string schema, TenantModel model, long bytes, CancellationToken cancellation)
    {
        if (await FindAsync(tenantId, cancellation) is var (used, isOld))
        {
            if (used + bytes <= limits.MaxTenantBytes) return true;
            if (!isOld) return false;
        }

        return await CountAsync(tenantId, schema, model, cancellation) + bytes <= limits.MaxTenantBytes;
    }

    /// <summary>Counts the room that a tenant's files take, unless somebody has just done so.</summary>
    /// <returns>Bytes.</returns>
    public async Task<long> CountAsync(Guid tenantId, string schema, TenantModel model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);

        // Uploads wait for the row, or are waited for: what they have written is counted by the statement after.
        await using (NpgsqlCommand begin = Of(Begin, tenantId, connection)) await begin.ExecuteNonQueryAsync(cancellation);
        // Of many who wait here at once the first counts for all.
        if (await OneAsync(Of(Lock, tenantId, connection), cancellation) is (var known, false))
        {
            await transaction.CommitAsync(cancellation);
            return known;
        }

        await using NpgsqlCommand count = StatementCommand.Create(connection, Counting(tenantId, schema, model.Object(RecordLayout.FileObject)).Print());
        long bytes = (long)(await count.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return bytes;
    }

    /// <summary>Takes room for a file; a row comes back when there was enough.</summary>
    internal NpgsqlBatchCommand Take(Guid tenantId, long bytes) => new(Taking)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = tenantId },
            new NpgsqlParameter<long> { TypedValue = bytes },
            new NpgsqlParameter<long> { TypedValue = limits.MaxTenantBytes },
        },
    };

    private async Task<(long Bytes, bool IsOld)?> FindAsync(Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        return await OneAsync(Of(Known, tenantId, connection), cancellation);
    }

    private static NpgsqlCommand Of(string text, Guid tenantId, NpgsqlConnection connection) =>
        new(text, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId } } };

    private static async Task<(long Bytes, bool IsOld)?> OneAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetBoolean(1)) : null;
        }
    }

    private static SqlUpdate Counting(Guid tenantId, string schema, ObjectModel files)
    {
        SqlSelect sum = new()
        {
            Items = [new SqlItem(Call("coalesce", Call("sum", Column("f", files.Field("size").Column.Name)), Number(0)).As(SqlType.BigInt))],
            From = new SqlTableSource(new SqlTable(schema, files.Table), "f"),
        };
        return new SqlUpdate
        {
            Table = new SqlTable("platform", "file_rooms"),
            Alias = "r",
            Set = [new SqlAssignment("bytes", new SqlScalar(sum)), new SqlAssignment("counted_at", Call("now"))],
            Where = Column("r", "tenant_id").EqualTo(Parameter(SqlType.Uuid, tenantId)),
            Returning = [new SqlItem(Column("r", "bytes"))],
        };
    }
}
