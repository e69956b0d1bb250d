using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;
using Platform.Sql;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>
/// Encrypts stored values under the newest master key. In batches, each a transaction of its own, beside a running host: a value is readable under either key at
/// every moment, and a rotation that was cut off goes on where it stopped when it is run again. A value that cannot be read stays as it is, with an entry in the log.
/// </summary>
/// <param name="dataSource">Connections to the tenants' records.</param>
/// <param name="models">The tenants' models.</param>
/// <param name="cipher">The cipher.</param>
/// <param name="keys">The master keys.</param>
public sealed class KeyRotation(NpgsqlDataSource dataSource, TenantModels models, FieldCipher cipher, MasterKeys keys)
{
    private const int BatchSize = 500;

    /// <summary>Encrypts every value of every tenant anew that is under an older key.</summary>
    /// <returns>Number of values.</returns>
    public async Task<long> EncryptAnewAsync(CancellationToken cancellation)
    {
        List<Guid> tenants = [];
        await using (NpgsqlCommand command = dataSource.CreateCommand("SELECT id FROM platform.tenants ORDER BY created_at"))
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) tenants.Add(reader.GetGuid(0));
        }

        long values = await SecretsAnewAsync(cancellation);
        foreach (Guid tenant in tenants)
        {
            if (await models.GetAsync(tenant, cancellation) is not { } state) continue;
            foreach (ObjectModel owner in state.Model.Objects)
            {
                foreach (FieldModel field in owner.Fields.Where(f => f.Type is EncryptedTextType)) values += await EncryptAnewAsync(state, owner, field, cancellation);
            }
        }

        return values;
    }

    private async Task<long> SecretsAnewAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        List<NpgsqlBatchCommand> updates = [];
        byte[] version = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(version, keys.CurrentVersion);
        await using (NpgsqlCommand read = new(
            """
            SELECT tenant_id, name, value, previous FROM platform.secrets
            WHERE substring(value FROM 2 FOR 4) <> $1 OR substring(previous FROM 2 FOR 4) <> $1 FOR UPDATE
            """,
            connection))
        {
            read.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = version, NpgsqlDbType = NpgsqlDbType.Bytea });
            await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                CipherPlace place = CipherPlace.OfSecret(reader.GetGuid(0), reader.GetString(1));
                byte[]? previous = await reader.IsDBNullAsync(3, cancellation) ? null : await reader.GetFieldValueAsync<byte[]>(3, cancellation);
                if (Anew(await reader.GetFieldValueAsync<byte[]>(2, cancellation), place) is not { } value) continue;
                NpgsqlBatchCommand update = new("UPDATE platform.secrets SET value = $3, previous = $4 WHERE tenant_id = $1 AND name = $2");
                update.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = place.Tenant });
                update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader.GetString(1) });
                update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = value });
                update.Parameters.Add(new NpgsqlParameter { Value = (object?)(previous is null ? null : Anew(previous, place) ?? previous) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
                updates.Add(update);
            }
        }

        if (updates.Count == 0) return 0;
        await using NpgsqlBatch batch = new(connection, transaction);
        foreach (NpgsqlBatchCommand update in updates) batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return updates.Count;
    }

    private byte[]? Anew(byte[] stored, CipherPlace place) => cipher.TryDecrypt(stored, place) is { } text ? cipher.Encrypt(text, place) : null;

    private async Task<long> EncryptAnewAsync(TenantState state, ObjectModel owner, FieldModel field, CancellationToken cancellation)
    {
        string table = $"{SqlIdentifier.Quote(state.Schema)}.{SqlIdentifier.Quote(owner.Table)}";
        string id = SqlIdentifier.Quote(owner.Field(SystemFields.Id).Column.Name), column = SqlIdentifier.Quote(field.Column.Name);
        byte[] version = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(version, keys.CurrentVersion);
        long values = 0;
        Guid last = Guid.Empty;
        while (true)
        {
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            List<Guid> ids = [];
            List<byte[]> stored = [];
            int found = 0;
            await using (NpgsqlCommand read = new(
                $"SELECT {id}, {column} FROM {table} WHERE {column} IS NOT NULL AND substring({column} FROM 2 FOR 4) <> $1 AND {id} > $2 ORDER BY {id} LIMIT {BatchSize} FOR UPDATE", connection))
            {
                read.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = version, NpgsqlDbType = NpgsqlDbType.Bytea });
                read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last });
                await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    found++;
                    Guid record = last = reader.GetGuid(0);
                    CipherPlace place = new(state.TenantId, owner.Id, field.Id, record);
                    if (Anew(await reader.GetFieldValueAsync<byte[]>(1, cancellation), place) is not { } value) continue;
                    ids.Add(record);
                    stored.Add(value);
                }
            }

            if (found == 0) return values;
            await using NpgsqlCommand write = new(
                $"UPDATE {table} AS r SET {column} = v.value FROM unnest($1, $2) AS v (id, value) WHERE r.{id} = v.id", connection);
            write.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
            write.Parameters.Add(new NpgsqlParameter { Value = stored.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
            values += await write.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }
}
