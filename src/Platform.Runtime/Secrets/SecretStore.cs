using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Rules;
using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Secrets;

/// <summary>
/// The named secrets of tenants: keys of signatures, passwords of other systems. People set and replace them, documents and hooks use them by their names, nobody reads them.
/// Values are encrypted; when one is replaced, the value before may count for a while, so that both sides need not change at the same instant.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="cipher">The cipher.</param>
/// <param name="time">The clock.</param>
public sealed class SecretStore(NpgsqlDataSource dataSource, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Most characters of a value.</summary>
    public const int LongestValue = 4000;

    /// <summary>Most secrets of a tenant.</summary>
    public const int MostOfTenant = 500;

    /// <summary>Marks values that are bytes in Base64, as the field's webhook libraries make them.</summary>
    public const string EncodedPrefix = "whsec_";

    private const int MostKept = 1_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(Guid Tenant, string Name), (SecretValue? Value, DateTime Until)> _known = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The values of a secret; null when there is none of that name. Other nodes' changes are seen within five seconds.</summary>
    public async ValueTask<SecretValue?> FindAsync(Guid tenantId, string name, CancellationToken cancellation)
    {
        if (_known.TryGetValue((tenantId, name), out (SecretValue? Value, DateTime Until) known) && known.Until > Now) return known.Value;
        SecretValue? value = await ReadAsync(tenantId, name, cancellation);
        if (_known.Count >= MostKept) _known.Clear();
        _known[(tenantId, name)] = (value, Now + Kept);
        return value;
    }

    /// <summary>The secrets of a tenant by their names.</summary>
    public async Task<IReadOnlyList<SecretEntry>> ListAsync(Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT name, set_at, set_by, CASE WHEN previous_until > $2 THEN previous_until END FROM platform.secrets WHERE tenant_id = $1 ORDER BY name");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Now });
        List<SecretEntry> entries = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(new SecretEntry(
                reader.GetString(0), reader.GetDateTime(1), await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetGuid(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetDateTime(3)));
        }

        return entries;
    }

    /// <summary>Sets a secret, or replaces its value.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="name">Its name, of the form of documents' names.</param>
    /// <param name="value">The value, 1 to <see cref="LongestValue"/> characters.</param>
    /// <param name="keepPrevious">How long the value before counts beside it.</param>
    /// <param name="userId">Who sets it; null for the platform.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>False when the tenant has as many secrets as it may.</returns>
    /// <exception cref="ArgumentException">The name or the value does not have its form.</exception>
    public async Task<bool> SetAsync(Guid tenantId, string name, string value, TimeSpan keepPrevious, Guid? userId, CancellationToken cancellation)
    {
        if (!IsName(name)) throw new ArgumentException("The name is a letter, then letters and digits.", nameof(name));
        if (!IsValue(value)) throw new ArgumentException($"A value has 1 to {LongestValue} characters; after {EncodedPrefix} it is 24 to 64 bytes in Base64.", nameof(value));
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            INSERT INTO platform.secrets AS s (tenant_id, name, value, set_at, set_by)
            SELECT $1, $2, $3, $4, $5
            WHERE EXISTS (SELECT FROM platform.secrets WHERE tenant_id = $1 AND name = $2) OR (SELECT count(*) FROM platform.secrets WHERE tenant_id = $1) < $7
            ON CONFLICT (tenant_id, name) DO UPDATE SET
                value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by,
                previous = CASE WHEN $6 > $4 THEN s.value END, previous_until = CASE WHEN $6 > $4 THEN $6 END
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = cipher.Encrypt(value, CipherPlace.OfSecret(tenantId, name)) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Now });
        command.Parameters.Add(new NpgsqlParameter { Value = userId is { } user ? user : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Now + keepPrevious });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostOfTenant });
        bool isSet = await command.ExecuteNonQueryAsync(cancellation) == 1;
        _known.TryRemove((tenantId, name), out _);
        return isSet;
    }

    /// <summary>Deletes a secret; false when there is none.</summary>
    public async Task<bool> RemoveAsync(Guid tenantId, string name, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("DELETE FROM platform.secrets WHERE tenant_id = $1 AND name = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        bool isRemoved = await command.ExecuteNonQueryAsync(cancellation) == 1;
        _known.TryRemove((tenantId, name), out _);
        return isRemoved;
    }

    /// <summary>A new value by chance: 32 bytes in the form with <see cref="EncodedPrefix"/>.</summary>
    public static string Generate() => EncodedPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The key that a value stands for: its bytes in Base64 after <see cref="EncodedPrefix"/>, otherwise its UTF-8.</summary>
    public static byte[] KeyOf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.StartsWith(EncodedPrefix, StringComparison.Ordinal) ? Convert.FromBase64String(value[EncodedPrefix.Length..]) : System.Text.Encoding.UTF8.GetBytes(value);
    }

    private static bool IsName(string name) => name.Length <= TextFormats.MaxLength(TextFormat.DocumentName) && TextFormats.Matches(TextFormat.DocumentName, name);

    private static bool IsValue(string value)
    {
        if (value.Length is 0 or > LongestValue) return false;
        if (!value.StartsWith(EncodedPrefix, StringComparison.Ordinal)) return !value.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);
        byte[] bytes = new byte[LongestValue];
        return Convert.TryFromBase64String(value[EncodedPrefix.Length..], bytes, out int length) && length is >= 24 and <= 64;
    }

    private async Task<SecretValue?> ReadAsync(Guid tenantId, string name, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT value, CASE WHEN previous_until > $3 THEN previous END FROM platform.secrets WHERE tenant_id = $1 AND name = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Now });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        CipherPlace place = CipherPlace.OfSecret(tenantId, name);
        // One that was restored without its key is as one that is not set.
        if (cipher.TryDecrypt(await reader.GetFieldValueAsync<byte[]>(0, cancellation), place) is not { } value) return null;
        return new SecretValue(value, await reader.IsDBNullAsync(1, cancellation) ? null : cipher.TryDecrypt(await reader.GetFieldValueAsync<byte[]>(1, cancellation), place));
    }
}
