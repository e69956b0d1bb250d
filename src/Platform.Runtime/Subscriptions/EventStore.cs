using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Subscriptions;

/// <summary>Reads the events of the outbox behind a position. Nothing is read twice and nothing is passed over, whatever the order of commits.</summary>
internal sealed class EventStore(NpgsqlDataSource dataSource, int pageSize = EventStore.DefaultPageSize)
{
    /// <summary>Messages read at once; a message has 1,000 ids at most.</summary>
    internal const int DefaultPageSize = 500;

    // Of what was not visible then, what is visible now: to this statement, or to a snapshot given as the end. The lower bound is what the index serves. Transactions of the future
    // are those of another server, from which the database was copied.
    private const string Statement =
        """
        SELECT pg_current_snapshot()::text, now(), e.id, e.tenant_id, e.payload
        FROM (SELECT 1) AS one LEFT JOIN LATERAL (
            SELECT id, tenant_id, payload::text FROM platform.outbox
            WHERE topic = $1 AND tenant_id = ANY ($2)
                AND transaction_id >= pg_snapshot_xmin($3::pg_snapshot)
                AND NOT pg_visible_in_snapshot(transaction_id, $3::pg_snapshot)
                AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
                AND ($4::pg_snapshot IS NULL OR pg_visible_in_snapshot(transaction_id, $4::pg_snapshot))
                AND id > $5
            ORDER BY id LIMIT $6
        ) AS e ON true
        ORDER BY e.id
        """;

    /// <summary>The position of someone who has seen everything so far.</summary>
    public async Task<EventPosition> NowAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT pg_current_snapshot()::text");
        return new EventPosition((string)(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>The events of some tenants behind a position: a page of them, and where one is after it.</summary>
    /// <param name="from">The position.</param>
    /// <param name="until">A later position that has been reached by others, at which to end; null for the present.</param>
    /// <param name="tenants">Whose events.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<EventPage> ReadAsync(EventPosition from, EventPosition? until, Guid[] tenants, CancellationToken cancellation)
    {
        string? target = from.Target ?? until?.Snapshot;
        await using NpgsqlCommand command = dataSource.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = OutboxStage.Topic });
        command.Parameters.Add(new NpgsqlParameter { Value = tenants, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = from.Snapshot });
        command.Parameters.Add(new NpgsqlParameter { Value = target is null ? DBNull.Value : target, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from.LastId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = pageSize });
        List<(Guid Tenant, long Id, string Payload)> rows = [];
        DateTimeOffset at = default;
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                target ??= reader.GetString(0);
                at = new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero);
                if (!await reader.IsDBNullAsync(2, cancellation)) rows.Add((reader.GetGuid(3), reader.GetInt64(2), reader.GetString(4)));
            }
        }

        bool isWhole = rows.Count < pageSize;
        EventPosition end = isWhole ? new EventPosition(target!) : new EventPosition(from.Snapshot, target, rows[^1].Id);
        IEnumerable<(Guid, RecordEvent)> events = rows.Select((row, i) => (row.Tenant, RecordEvent.Parse(
            row.Payload, i == rows.Count - 1 ? end : new EventPosition(from.Snapshot, target, row.Id))));
        return new EventPage([.. events], end, isWhole, at);
    }

    /// <summary>Whether a position may have been given by this database: it does not lie in the future.</summary>
    public async Task<bool> IsPastAsync(EventPosition position, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT greatest(pg_snapshot_xmax($1::pg_snapshot), pg_snapshot_xmax($2::pg_snapshot)) <= pg_snapshot_xmax(pg_current_snapshot())");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position.Snapshot });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position.Target ?? position.Snapshot });
        try
        {
            return await command.ExecuteScalarAsync(cancellation) is true;
        }
        catch (PostgresException malformed) when (malformed.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Deletes events that are older than that; several nodes may do it at once.</summary>
    public async Task DeleteAsync(TimeSpan age, CancellationToken cancellation)
    {
        // Ids ascend with time, near enough: the oldest by id are looked at, and the work ends with the first that are young.
        const int Portion = 10_000;
        int deleted = Portion;
        while (deleted == Portion)
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(
                """
                DELETE FROM platform.outbox WHERE created_at < now() - $2 AND id IN (
                    SELECT id FROM platform.outbox WHERE topic = $1 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
                """);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = OutboxStage.Topic });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = age });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Portion });
            deleted = await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

/// <summary>A page of events.</summary>
/// <param name="Events">In the order of their writing, each with its tenant.</param>
/// <param name="End">The position after them.</param>
/// <param name="IsWhole">Whether there are no more for now.</param>
/// <param name="ReadAt">When, by the database's clock.</param>
internal sealed record EventPage(IReadOnlyList<(Guid Tenant, RecordEvent Event)> Events, EventPosition End, bool IsWhole, DateTimeOffset ReadAt)
{
    /// <summary>The events of one tenant.</summary>
    public EventGroup Of(Guid tenant) => new([.. Events.Where(e => e.Tenant == tenant).Select(e => e.Event)], End, ReadAt);
}
