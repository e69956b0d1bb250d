using System.Collections.Concurrent;
using System.IO.Compression;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Traces;

/// <summary>Traces in the catalog.</summary>
/// <param name="dataSource">Connections to the catalog.</param>
internal sealed class TraceStore(NpgsqlDataSource dataSource)
{
    private const string Columns = "id, tenant_id, at, user_id, object, outcome, code, message, hooks, objects, microseconds";

    private const string Insert =
        $"INSERT INTO platform.traces ({Columns}, is_failed, bytes, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    private const string List =
        $"""
        SELECT {Columns} FROM platform.traces
        WHERE tenant_id = $1 AND ($2::text IS NULL OR $2 = ANY (hooks)) AND ($3::text IS NULL OR object = $3) AND ($4::text IS NULL OR outcome = $4)
          AND microseconds >= $5 AND ($6::uuid IS NULL OR (at, id) < (SELECT at, id FROM platform.traces WHERE tenant_id = $1 AND id = $6))
        ORDER BY at DESC, id DESC LIMIT $7
        """;

    private const string Get = $"SELECT {Columns}, content FROM platform.traces WHERE tenant_id = $1 AND id = $2";

    private readonly ConcurrentDictionary<Guid, bool> _grown = new();

    /// <summary>Tenants for which this node added traces since it was last asked.</summary>
    public IReadOnlyList<Guid> TakeGrown() => [.. _grown.Keys.Where(t => _grown.TryRemove(t, out _))];

    /// <summary>Adds a trace.</summary>
    /// <param name="trace">What lists say of it.</param>
    /// <param name="content">What happened, as UTF-8 JSON.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AddAsync(TraceHeader trace, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        byte[] packed = Packed(content);
        await using NpgsqlCommand command = dataSource.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = trace.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = trace.TenantId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = trace.At });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = trace.UserId });
        foreach (string? text in new[] { trace.Object, Text(trace.Outcome), trace.Code, trace.Message?.Replace('\0', '\uFFFD') })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = trace.Hooks });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = trace.Objects });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = trace.Microseconds });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = trace.Outcome == TraceOutcome.Failed });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = packed.Length });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = packed });
        await command.ExecuteNonQueryAsync(cancellation);
        _grown[trace.TenantId] = true;
    }

    /// <summary>The newest traces of a tenant.</summary>
    public async Task<IReadOnlyList<TraceHeader>> ListAsync(Guid tenant, TraceFilter filter, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(List);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        foreach (string? text in new[] { filter.Hook, filter.Object, filter.Outcome is { } outcome ? Text(outcome) : null })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)filter.LongerThan.TotalMicroseconds });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)filter.Before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = filter.First });
        List<TraceHeader> found = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(Read(reader));
        return found;
    }

    /// <summary>A trace and what happened in it, as UTF-8 JSON; null when there is none of that id.</summary>
    public async Task<(TraceHeader Header, byte[] Content)?> FindAsync(Guid tenant, Guid id, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Get);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (Read(reader), Unpacked(await reader.GetFieldValueAsync<byte[]>(11, cancellation))) : null;
    }

    private static TraceHeader Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        TenantId = row.GetGuid(1),
        At = row.GetDateTime(2),
        UserId = row.GetGuid(3),
        Object = row.IsDBNull(4) ? null : row.GetString(4),
        Outcome = Enum.Parse<TraceOutcome>(row.GetString(5), ignoreCase: true),
        Code = row.IsDBNull(6) ? null : row.GetString(6),
        Message = row.IsDBNull(7) ? null : row.GetString(7),
        Hooks = row.GetFieldValue<string[]>(8),
        Objects = row.GetFieldValue<string[]>(9),
        Microseconds = row.GetInt64(10),
    };

    private static string Text(TraceOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static byte[] Packed(ReadOnlyMemory<byte> content)
    {
        using MemoryStream packed = new();
        using (BrotliStream stream = new(packed, CompressionLevel.Fastest)) stream.Write(content.Span);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using MemoryStream content = new();
        using (BrotliStream stream = new(new MemoryStream(packed), CompressionMode.Decompress)) stream.CopyTo(content);
        return content.ToArray();
    }
}
