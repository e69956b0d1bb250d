using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary>Reads from the catalog whom a credential belongs to. One statement; the hot path goes through <see cref="CredentialCache"/>.</summary>
internal sealed class CredentialReader(NpgsqlDataSource dataSource)
{
    private const string WhoHasSession = "SELECT id, membership_id, expires_at, NULL::text[] AS roles FROM platform.sessions WHERE token_hash = $1";
    private const string WhoHasApiKey = "SELECT id, membership_id, expires_at, roles FROM platform.api_keys WHERE key_hash = $1";

    // Known to the minute is enough, and spares a write for most requests.
    private const string MarkUse =
        "UPDATE platform.api_keys SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')";

    /// <summary>The identity of a credential that is valid now, and when it ends.</summary>
    /// <param name="hash">SHA-256 of the token or key.</param>
    /// <param name="isApiKey">Which of the two it is.</param>
    /// <param name="cancellation">Stops the query.</param>
    internal async Task<KnownCredential?> FindAsync(byte[] hash, bool isApiKey, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            SELECT t.id, t.slug, t.schema_name, m.id, i.id, m.user_id, i.email, i.display_name,
                CASE WHEN c.roles IS NULL THEN m.roles ELSE ARRAY(SELECT unnest(m.roles) INTERSECT SELECT unnest(c.roles)) END,
                coalesce(m.locale, t.locale), coalesce(m.time_zone, t.time_zone), t.currency, c.expires_at, c.id, t.time_zone
            FROM ({(isApiKey ? WhoHasApiKey : WhoHasSession)}) AS c
            JOIN platform.memberships m ON m.id = c.membership_id AND m.status = 'active'
            JOIN platform.tenants t ON t.id = m.tenant_id AND t.status = 'active'
            JOIN platform.identities i ON i.id = m.identity_id AND (i.lockout_end IS NULL OR i.lockout_end <= now())
            WHERE c.expires_at IS NULL OR c.expires_at > now()
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash, NpgsqlDbType = NpgsqlDbType.Bytea });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return null;
        DateTime expiresAt = await row.IsDBNullAsync(12, cancellation) ? DateTime.MaxValue : row.GetDateTime(12);
        var identity = new RequestIdentity(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.GetGuid(3),
            row.GetGuid(4),
            row.GetGuid(5),
            row.GetString(6),
            row.GetString(7),
            [.. row.GetFieldValue<string[]>(8).Distinct().Order(StringComparer.Ordinal)],
            row.GetString(9),
            row.GetString(10),
            row.GetString(11),
            isApiKey)
        { CredentialId = row.GetGuid(13), ExpiresAt = expiresAt, TenantTimeZone = row.GetString(14) };
        return new KnownCredential(identity, expiresAt);
    }

    /// <summary>Notes that an API key was used. A database that takes no writes just now is no reason to refuse the request.</summary>
    internal async Task MarkUsedAsync(Guid apiKey, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(MarkUse);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = apiKey, NpgsqlDbType = NpgsqlDbType.Uuid });
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception failure) when (DatabaseFailure.Classify(failure) is not null)
        {
            // The next use is noted.
        }
    }
}
