using System.Collections.Concurrent;
using System.Collections.Frozen;
using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Documents;
using Platform.Runtime.Database;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Hooks;

/// <summary>
/// What administrators agreed to about scripts, in the catalog. Kept in memory as long as announcements of changes arrive; otherwise every question goes to the database.
/// </summary>
/// <param name="dataSource">Connections to the catalog.</param>
public sealed class ScriptGrants(NpgsqlDataSource dataSource) : IScriptGrants, INotificationSubscriber
{
    /// <summary>Channel of the announcements; the payload is the tenant's id.</summary>
    public const string GrantsChannel = "platform_script_grants";

    private readonly ConcurrentDictionary<Guid, FrozenSet<(string Kind, string Document, string Right)>> _known = new();
    private volatile bool _isListening;
    private long _changes;

    /// <inheritdoc/>
    public string Channel => GrantsChannel;

    /// <inheritdoc/>
    public void ListeningBegan()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
        _isListening = true;
    }

    /// <inheritdoc/>
    public void ListeningEnded() => _isListening = false;

    /// <inheritdoc/>
    public void Received(string payload)
    {
        Interlocked.Increment(ref _changes);
        if (Guid.TryParse(payload, out Guid tenant)) _known.TryRemove(tenant, out _);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasAsync(Guid tenant, ScriptDocument script, string right, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(script);
        (string, string, string) wanted = (script.Kind, script.Id, right);
        if (_isListening && _known.TryGetValue(tenant, out FrozenSet<(string, string, string)>? known)) return known.Contains(wanted);
        long changes = Interlocked.Read(ref _changes);
        FrozenSet<(string Kind, string Document, string Right)> read = (await ListAsync(tenant, cancellation)).Select(g => (g.Kind, g.Document, g.Right)).ToFrozenSet();
        // What changed meanwhile may be missing in it.
        if (_isListening) _known[tenant] = read;
        if (changes != Interlocked.Read(ref _changes)) _known.TryRemove(tenant, out _);
        return read.Contains(wanted);
    }

    /// <summary>Everything that was agreed to.</summary>
    internal async Task<IReadOnlyList<GrantedRight>> ListAsync(Guid tenant, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT kind, document, permission, granted_by, granted_at FROM platform.script_grants WHERE tenant_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        List<GrantedRight> granted = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            granted.Add(new GrantedRight(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetGuid(3), reader.GetDateTime(4)));
        }

        return granted;
    }

    /// <summary>Agrees, or takes an agreement back. Every node knows when it is committed.</summary>
    internal async Task SetAsync(Guid tenant, ScriptDocument script, string right, bool isGranted, Guid user, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(isGranted
            ? Grant(tenant, script, right, user)
            : Command("DELETE FROM platform.script_grants WHERE tenant_id = $1 AND kind = $2 AND document = $3 AND permission = $4", tenant, script.Kind, script.Id, right));
        batch.BatchCommands.Add(Announcement(tenant));
        await batch.ExecuteNonQueryAsync(cancellation);
        Received(tenant.ToString("D"));
    }

    /// <summary>
    /// What a deploy does about agreements, in its transaction: rights that a script newly asks for are agreed to by who applies, those that nobody asks for any more are forgotten.
    /// </summary>
    internal static async Task ApplyAsync(NpgsqlConnection connection, TenantState before, TenantState next, Guid? user, CancellationToken cancellation)
    {
        Dictionary<(string, string), ScriptDocument> former = Scripts(before).ToDictionary(s => (s.Kind, s.Id));
        ScriptDocument[] scripts = [.. Scripts(next)];
        if (former.Count == 0 && scripts.Length == 0) return;
        await using NpgsqlBatch batch = new(connection);
        foreach (ScriptDocument script in scripts)
        {
            IEnumerable<string> asked = former.TryGetValue((script.Kind, script.Id), out ScriptDocument? was) ? ScriptRights.Of(was) : [];
            foreach (string right in ScriptRights.Of(script).Except(asked, StringComparer.Ordinal)) batch.BatchCommands.Add(Grant(next.TenantId, script, right, user));
        }

        (string Kind, string Id, string Right)[] wanted = [.. scripts.SelectMany(s => ScriptRights.Of(s).Select(r => (s.Kind, s.Id, r)))];
        NpgsqlBatchCommand forget = new(
            """
            DELETE FROM platform.script_grants AS g WHERE g.tenant_id = $1
            AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[], $4::text[]) AS w (kind, document, permission) WHERE (w.kind, w.document, w.permission) = (g.kind, g.document, g.permission))
            """);
        forget.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = next.TenantId });
        foreach (string[] column in (string[][])[[.. wanted.Select(w => w.Kind)], [.. wanted.Select(w => w.Id)], [.. wanted.Select(w => w.Right)]])
        {
            forget.Parameters.Add(new NpgsqlParameter { Value = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }

        batch.BatchCommands.Add(forget);
        batch.BatchCommands.Add(Announcement(next.TenantId));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<ScriptDocument> Scripts(TenantState state) => state.Documents.Values.Select(d => d.Content).OfType<ScriptDocument>();

    private static NpgsqlBatchCommand Grant(Guid tenant, ScriptDocument script, string right, Guid? user)
    {
        NpgsqlBatchCommand command = Command(
            "INSERT INTO platform.script_grants (tenant_id, kind, document, permission, granted_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", tenant, script.Kind, script.Id, right);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)user ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return command;
    }

    private static NpgsqlBatchCommand Announcement(Guid tenant) => new("SELECT pg_notify($1, $2)")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = GrantsChannel }, new NpgsqlParameter<string> { TypedValue = tenant.ToString("D") } },
    };

    private static NpgsqlBatchCommand Command(string text, Guid tenant, params string[] values)
    {
        NpgsqlBatchCommand command = new(text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        foreach (string value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command;
    }
}
