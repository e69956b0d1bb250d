using System.Collections.Concurrent;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Sql;

namespace Platform.Runtime.Reading;

/// <summary>
/// Whose records the scope "team" covers for each user: kept, so that requests do not join teams again and again. The write pipeline announces every
/// change of teams at its commit; while announcements do not arrive nothing is kept. See docs/decisions/0019-teams-are-looked-up-once.md.
/// </summary>
/// <param name="dataSource">Connections to the tenants' database.</param>
/// <param name="time">The clock.</param>
public sealed class TeamReach(NpgsqlDataSource dataSource, TimeProvider time) : INotificationSubscriber
{
    /// <summary>Channel of the announcements; the payload is the PostgreSQL schema of the tenant.</summary>
    public const string TeamsChannel = "platform_teams";

    /// <summary>Users kept at most; when there are more, all are read anew.</summary>
    public const int Capacity = 10_000;

    // Only for changes that go past the pipeline, by hand in the database: the pipeline's own are announced.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Schema, Guid User), Entry> _entries = new();
    private volatile bool _isListening;
    private long _changes;

    /// <inheritdoc/>
    public string Channel => TeamsChannel;

    /// <summary>Whether writes of an object can change who shares a team with whom.</summary>
    public static bool DependsOn(ObjectModel target) => target is { IsSystem: true, Name: "Team" or "User" };

    /// <inheritdoc/>
    public void ListeningBegan()
    {
        ForgetAll();
        _isListening = true;
    }

    /// <inheritdoc/>
    public void ListeningEnded() => _isListening = false;

    /// <inheritdoc/>
    public void Received(string payload) => Forget(payload);

    /// <summary>Forgets the users of a tenant.</summary>
    /// <param name="schema">PostgreSQL schema of the tenant.</param>
    public void Forget(string schema)
    {
        // Counts first: an entry read meanwhile is then not kept.
        Interlocked.Increment(ref _changes);
        foreach ((string Schema, Guid User) key in _entries.Keys)
        {
            if (key.Schema == schema) _entries.TryRemove(key, out _);
        }
    }

    /// <summary>The user and the members of every live team that they are in or lead, in ascending order.</summary>
    /// <param name="schema">PostgreSQL schema of the tenant.</param>
    /// <param name="model">The tenant's model.</param>
    /// <param name="user">Id of the user's record.</param>
    /// <param name="cancellation">Stops the query.</param>
    public async ValueTask<Guid[]> OfAsync(string schema, TenantModel model, Guid user, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_isListening && _entries.TryGetValue((schema, user), out Entry? known) && known.ReadAt + Lifetime > now) return known.Owners;
        long changes = Interlocked.Read(ref _changes);
        Guid[] owners = await ReadAsync(schema, model, user, cancellation);
        if (!_isListening) return owners;
        if (_entries.Count >= Capacity) _entries.Clear();
        Entry entry = new(owners, now);
        _entries[(schema, user)] = entry;
        if (changes != Interlocked.Read(ref _changes)) _entries.TryRemove(new((schema, user), entry));
        return owners;
    }

    private async Task<Guid[]> ReadAsync(string schema, TenantModel model, Guid user, CancellationToken cancellation)
    {
        RowAccess access = new(schema, model, SqlExpression.Parameter(SqlType.Uuid, user));
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, new SqlSelect { Items = [new SqlItem(access.Reach())] }.Print());
        Guid[] owners = (Guid[])(await command.ExecuteScalarAsync(cancellation))!;

        // Guids compare as their texts do, and as the database compares them.
        Array.Sort(owners);
        return owners;
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref _changes);
        _entries.Clear();
    }

    private sealed record Entry(Guid[] Owners, DateTimeOffset ReadAt);
}
