using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Inbound;

/// <summary>A call as it is kept.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Endpoint">Stable id of the endpoint.</param>
/// <param name="Key">By which the sender tells repeats; null when there is none.</param>
/// <param name="ReceivedAt">When it came in, UTC.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="Request">Beginning of the body.</param>
/// <param name="Response">Body of the answer.</param>
internal sealed record InboundEntry(
    Guid TenantId, string Endpoint, string? Key, DateTime ReceivedAt, TimeSpan Duration, int Status, string Request, string Response)
{
    /// <summary>Code of why it had no effect; null when it had.</summary>
    public string? Code { get; init; }

    /// <summary>Why it had none.</summary>
    public string? Error { get; init; }
}

/// <summary>Calls to inbound endpoints as they are kept: for those who look after them, and for senders who call again.</summary>
/// <param name="dataSource">Connections to the database.</param>
internal sealed class InboundCalls(NpgsqlDataSource dataSource)
{
    /// <summary>How long calls are kept, and so how long repeats are told.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>How long calls of strangers are kept.</summary>
    public static readonly TimeSpan StrangersRetention = TimeSpan.FromDays(1);

    /// <summary>Calls of strangers that are kept of an endpoint.</summary>
    public const int MostStrangers = 1_000;

    private const string Columns = "tenant_id, endpoint, key, received_at, duration, status, is_accepted, code, error, request, response";
    private const string Values = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11";

    /// <summary>
    /// Keeps a call that has its effect, in the transaction of the effect: a row comes back unless a call with the same key has been accepted, for whose transaction it waits.
    /// </summary>
    public static NpgsqlBatchCommand Accept(InboundEntry entry)
    {
        NpgsqlBatchCommand command = new(
            $"INSERT INTO platform.inbound_calls ({Columns}) VALUES ({Values}) ON CONFLICT (tenant_id, endpoint, key) WHERE is_accepted AND key IS NOT NULL DO NOTHING RETURNING id");
        Add(command.Parameters, entry, isAccepted: true);
        return command;
    }

    /// <summary>Keeps a call that had no effect.</summary>
    public async Task NoteAsync(InboundEntry entry, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"INSERT INTO platform.inbound_calls ({Columns}) VALUES ({Values})");
        Add(command.Parameters, entry, isAccepted: false);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The answer to the accepted call with a key; null when there is none.</summary>
    public async Task<(int Status, string Response)?> FindAsync(Guid tenantId, string endpoint, string key, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT status, response FROM platform.inbound_calls WHERE tenant_id = $1 AND endpoint = $2 AND key = $3 AND is_accepted");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = endpoint });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt32(0), reader.GetString(1)) : null;
    }

    /// <summary>Calls of an endpoint with their numbers, the latest first.</summary>
    public async Task<IReadOnlyList<(long Id, InboundEntry Entry)>> ListAsync(
        Guid tenantId, string endpoint, int first, long before, bool failedOnly, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT id, key, received_at, duration, status, code, error, request, response FROM platform.inbound_calls
            WHERE tenant_id = $1 AND endpoint = $2 AND id < $3 AND NOT ($4 AND is_accepted) ORDER BY id DESC LIMIT $5
            """);
        foreach (object value in new object[] { tenantId, endpoint, before, failedOnly, first }) command.Parameters.AddWithValue(value);
        List<(long, InboundEntry)> calls = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            string? Text(int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
            calls.Add((reader.GetInt64(0), new InboundEntry(
                tenantId, endpoint, Text(1), reader.GetDateTime(2), TimeSpan.FromMilliseconds(reader.GetInt32(3)), reader.GetInt32(4), reader.GetString(7), reader.GetString(8))
            { Code = Text(5), Error = Text(6) }));
        }

        return calls;
    }

    /// <summary>Deletes calls that are too old, and those of strangers that are too many.</summary>
    public async Task ForgetAsync(DateTime now, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            DELETE FROM platform.inbound_calls WHERE received_at < $1 OR (code = $2 AND received_at < $3) OR id IN (
                SELECT n.id FROM (SELECT id, row_number() OVER (PARTITION BY tenant_id, endpoint ORDER BY id DESC) AS place FROM platform.inbound_calls WHERE code = $2) AS n WHERE n.place > $4)
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - Retention });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ProblemCatalog.InboundRefused.Code });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - StrangersRetention });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostStrangers });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlParameterCollection parameters, InboundEntry entry, bool isAccepted)
    {
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entry.TenantId });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Endpoint });
        parameters.Add(Optional(entry.Key));
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = entry.ReceivedAt });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)Math.Min(entry.Duration.TotalMilliseconds, int.MaxValue) });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = entry.Status });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = isAccepted });
        parameters.Add(Optional(entry.Code));
        parameters.Add(Optional(entry.Error));
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Request });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Response });
    }

    private static NpgsqlParameter Optional(string? text) => new() { Value = text is null ? DBNull.Value : text, NpgsqlDbType = NpgsqlDbType.Text };
}
