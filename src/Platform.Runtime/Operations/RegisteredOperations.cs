using System.Collections.Concurrent;
using System.Collections.Frozen;
using Npgsql;
using Platform.Runtime.Database;

namespace Platform.Runtime.Operations;

/// <summary>
/// The registered documents of tenants, kept for a while on this node and announced between nodes when they change.
/// </summary>
internal sealed class RegisteredOperations(NpgsqlDataSource dataSource, TimeProvider time) : INotificationSubscriber
{
    private const int MostTenants = 256;
    private static readonly TimeSpan LifetimeListening = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LifetimeDeaf = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Guid, (TenantOperations Operations, DateTimeOffset ReadAt)> _tenants = new();
    private volatile bool _isListening;
    private long _changes;

    /// <inheritdoc/>
    public string Channel => OperationRegistrar.Channel;

    /// <inheritdoc/>
    public void ListeningBegan()
    {
        Clear();
        _isListening = true;
    }

    /// <inheritdoc/>
    public void ListeningEnded() => _isListening = false;

    /// <inheritdoc/>
    public void Received(string payload) => Clear();

    /// <summary>What is registered for a tenant.</summary>
    public async ValueTask<TenantOperations> OfAsync(Guid tenant, CancellationToken cancellation)
    {
        TimeSpan lifetime = _isListening ? LifetimeListening : LifetimeDeaf;
        if (_tenants.TryGetValue(tenant, out var known) && known.ReadAt + lifetime > time.GetUtcNow()) return known.Operations;
        long changes = Interlocked.Read(ref _changes);
        TenantOperations read = await ReadAsync(tenant, cancellation);
        if (_tenants.Count >= MostTenants) _tenants.Clear();
        _tenants[tenant] = (read, time.GetUtcNow());
        // An announcement counts first and removes second: one that came in between is either seen here, or removes what was kept.
        if (changes != Interlocked.Read(ref _changes)) _tenants.TryRemove(tenant, out _);
        return read;
    }

    private void Clear()
    {
        Interlocked.Increment(ref _changes);
        _tenants.Clear();
    }

    private async Task<TenantOperations> ReadAsync(Guid tenant, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT id, document, NULL::text FROM platform.operations WHERE tenant_id = $1
            UNION ALL
            SELECT NULL, NULL, role FROM platform.operation_requirements WHERE tenant_id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, string> documents = new(StringComparer.Ordinal);
        HashSet<string> roles = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(2, cancellation))
            {
                roles.Add(reader.GetString(2));
                continue;
            }

            string document = reader.GetString(1);
            documents[reader.GetString(0)] = document;
            documents[DocumentHash.Of(document)] = document;
        }

        return documents.Count + roles.Count == 0
            ? TenantOperations.None
            : new TenantOperations(documents.ToFrozenDictionary(StringComparer.Ordinal), roles.ToFrozenSet(StringComparer.Ordinal));
    }
}
