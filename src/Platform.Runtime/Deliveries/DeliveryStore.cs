using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Deliveries;

/// <summary>Messages of the outbox that go out, by targets and lanes. Every instant but that of writing is the caller's clock's.</summary>
/// <param name="dataSource">Connections to the database.</param>
public sealed class DeliveryStore(NpgsqlDataSource dataSource)
{
    /// <summary>Writes a message, in the transaction that causes it.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">Which deliverer takes it.</param>
    /// <param name="lane">What it keeps its place in; messages of a lane go out one after the other.</param>
    /// <param name="key">By which receivers tell repeats.</param>
    /// <param name="payload">JSON.</param>
    /// <param name="target">Who receives it: what fails for one of its lanes is held against all. The lane alone when null.</param>
    public static NpgsqlBatchCommand Write(Guid tenantId, string topic, string lane, string key, string payload, string? target = null)
    {
        NpgsqlBatchCommand command = new("INSERT INTO platform.outbox (tenant_id, topic, target, lane, key, payload) VALUES ($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = target ?? lane });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    /// <summary>Writes many messages of one topic by one statement, in the transaction that causes them.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">Which deliverer takes them.</param>
    /// <param name="messages">Target, lane, key and payload of each, in the order in which they go out.</param>
    public static NpgsqlBatchCommand WriteMany(Guid tenantId, string topic, IReadOnlyCollection<(string Target, string Lane, string Key, string Payload)> messages)
    {
        NpgsqlBatchCommand command = new(
            """
            INSERT INTO platform.outbox (tenant_id, topic, target, lane, key, payload)
            SELECT $1, $2, m.target, m.lane, m.key, m.payload::jsonb
            FROM unnest($3, $4, $5, $6) WITH ORDINALITY AS m (target, lane, key, payload, n) ORDER BY m.n
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(Texts(messages.Select(m => m.Target)));
        command.Parameters.Add(Texts(messages.Select(m => m.Lane)));
        command.Parameters.Add(Texts(messages.Select(m => m.Key)));
        command.Parameters.Add(Texts(messages.Select(m => m.Payload)));
        return command;
    }

    /// <summary>Targets' lanes with messages that nobody is at: of a target whose circuit is open none, of one that is asked whether it is back a single one, and no more than a portion of each tenant in each topic.</summary>
    internal async Task<IReadOnlyList<LaneKey>> LanesAsync(IReadOnlyCollection<string> topics, DateTime now, DeliveryOptions options, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(DeliveryStatements.Lanes);
        command.Parameters.Add(Texts(topics));
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.ParallelOfTarget });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.CircuitOpensAfter });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.PortionOfLanes });
        List<LaneKey> lanes = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) lanes.Add(new LaneKey(reader.GetString(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)));
        return lanes;
    }

    /// <summary>Takes a lane and reads its first messages; null when another has it or it, its target or its tenant is to wait.</summary>
    internal async Task<ClaimedLane?> ClaimAsync(LaneKey lane, Guid claim, DateTime now, DeliveryOptions options, CancellationToken cancellation)
    {
        // Two statements, one round trip: the second sees what the last holder of the lane has settled.
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        NpgsqlBatchCommand claiming = new(DeliveryStatements.Claim);
        AddKey(claiming, lane);
        claiming.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim });
        claiming.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.Lease });
        claiming.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        claiming.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.CircuitOpensAfter });
        batch.BatchCommands.Add(claiming);
        batch.BatchCommands.Add(Reading(lane, claim, options));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        int failures = reader.GetInt32(0);
        await reader.NextResultAsync(cancellation);
        return new ClaimedLane(failures, await PortionAsync(reader, lane, options, cancellation));
    }

    /// <summary>The first messages of a lane that is held; none when it is held no more.</summary>
    internal async Task<LanePortion> ReadAsync(LaneKey lane, Guid claim, DeliveryOptions options, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Reading(lane, claim, options));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        return await PortionAsync(reader, lane, options, cancellation);
    }

    /// <summary>
    /// Notes what became of messages of a lane, all of it or, when another node has taken the lane meanwhile, nothing: it delivers them again, and its results count.
    /// </summary>
    internal async Task<Settlement> SettleAsync(LaneKey lane, Guid claim, LaneOutcome outcome, DateTime now, DeliveryOptions options, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Settling(lane, claim, outcome, now, options));
        Settlement settled;
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            settled = !reader.GetBoolean(0) ? Settlement.Lost
                : reader.GetBoolean(1) ? Settlement.Closed
                : outcome.Failed?.Blame == TargetBlame.Stops ? Settlement.Stopped
                : await reader.IsDBNullAsync(2, cancellation) || reader.GetInt32(2) < options.CircuitOpensAfter ? Settlement.Noted
                : reader.GetInt32(2) == options.CircuitOpensAfter ? Settlement.Opened
                : Settlement.Rests;
        }

        // Those of its lanes that failed in the meantime need not wait any longer.
        if (settled == Settlement.Closed) await WakeLanesAsync(lane, cancellation);
        return settled;
    }

    private async Task WakeLanesAsync(LaneKey lane, CancellationToken cancellation)
    {
        await using NpgsqlCommand wake = dataSource.CreateCommand(DeliveryStatements.WakeLanes);
        wake.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Topic });
        wake.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lane.TenantId });
        wake.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Target });
        await wake.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Settling(LaneKey lane, Guid claim, LaneOutcome outcome, DateTime now, DeliveryOptions options)
    {
        NpgsqlBatchCommand command = new(DeliveryStatements.Settle);
        AddKey(command, lane);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim });
        command.Parameters.Add(Instant(outcome.ClaimedUntil));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = outcome.Failures });
        command.Parameters.Add(Instant(outcome.RetryAt));
        command.Parameters.Add(Many(outcome.Delivered.Select(d => d.Id), NpgsqlDbType.Bigint));
        FailedDelivery? failed = outcome.Failed;
        command.Parameters.Add(new NpgsqlParameter { Value = failed is null ? DBNull.Value : failed.Message.Id, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = failed is null ? DBNull.Value : failed.Error, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = failed?.IsSetAside == true });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = failed is { Blame: not TargetBlame.None } });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = failed is { Blame: TargetBlame.Stops } });
        command.Parameters.Add(Instant(failed?.RetryAt));
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.CircuitOpensAfter });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = options.FirstPause.TotalSeconds });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = options.LongestPause.TotalSeconds });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = options.Chance() });
        AddAttempts(command, outcome);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = failed?.IsAttempt == false ? 0 : 1 });
        return command;
    }

    private static void AddAttempts(NpgsqlBatchCommand command, LaneOutcome outcome)
    {
        Delivery[] kept = [.. outcome.Delivered.Concat(outcome.Failed is { } failed ? [failed.Message] : []).Where(d => d.Receipt is not null)];
        command.Parameters.Add(Many(kept.Select(d => d.Id), NpgsqlDbType.Bigint));
        command.Parameters.Add(Many(kept.Select(d => d.Attempt), NpgsqlDbType.Integer));
        command.Parameters.Add(Many(kept.Select(d => d.Receipt!.Status), NpgsqlDbType.Integer));
        command.Parameters.Add(Many(kept.Select(d => (int)Math.Min(d.Receipt!.Duration.TotalMilliseconds, int.MaxValue)), NpgsqlDbType.Integer));
        command.Parameters.Add(Many(kept.Select(d => d.Receipt!.Request), NpgsqlDbType.Text));
        command.Parameters.Add(Many(kept.Select(d => d.Receipt!.Response), NpgsqlDbType.Text));
    }

    private static NpgsqlBatchCommand Reading(LaneKey lane, Guid claim, DeliveryOptions options)
    {
        NpgsqlBatchCommand command = new(DeliveryStatements.Read);
        AddKey(command, lane);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Portion });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = options.PortionBytes });
        return command;
    }

    private static async Task<LanePortion> PortionAsync(NpgsqlDataReader reader, LaneKey lane, DeliveryOptions options, CancellationToken cancellation)
    {
        List<Delivery> messages = [];
        long bytes = 0;
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(new Delivery(
                reader.GetInt64(0), lane.TenantId, lane.Topic, lane.Target, lane.Lane, reader.GetString(1), reader.GetString(2), reader.GetDateTime(3), reader.GetInt32(4)));
            bytes = reader.GetInt64(5);
        }

        return new LanePortion(messages, messages.Count >= options.Portion || bytes >= options.PortionBytes);
    }

    private static void AddKey(NpgsqlBatchCommand command, LaneKey lane)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Topic });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lane.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Target });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Lane });
    }

    private static NpgsqlParameter Texts(IEnumerable<string> values) => Many(values, NpgsqlDbType.Text);

    private static NpgsqlParameter Many<T>(IEnumerable<T> values, NpgsqlDbType type) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    private static NpgsqlParameter Instant(DateTime? value) => new() { Value = value is { } at ? at : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
