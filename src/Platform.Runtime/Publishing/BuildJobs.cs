using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Database;

namespace Platform.Runtime.Publishing;

/// <summary>
/// The jobs of background builds, taken under a lease: those of a node that died are begun anew by another, as often as attempts are left. Of each group of kinds a tenant has one at a time, so
/// that what many records of one take does not hold up others.
/// </summary>
/// <param name="dataSource">Connections to the catalog.</param>
internal sealed class BuildJobs(NpgsqlDataSource dataSource)
{
    private const string Turn = "SELECT pg_advisory_xact_lock($1)";

    private const string GiveUp =
        """
        UPDATE platform.jobs SET state = 'failed', error = $2, lease_until = NULL, progress = 0, finished_at = now()
        WHERE kind = ANY ($1) AND state = 'running' AND lease_until < now() AND attempts >= max_attempts
        """;

    // What another build of the platform has asked for is left to it for a while: it knows the form that it means.
    private const string Take =
        """
        UPDATE platform.jobs SET state = 'running', attempts = attempts + 1, leased_by = $1, lease_until = now() + $2
        WHERE id = (
            SELECT j.id FROM platform.jobs AS j
            WHERE j.kind = ANY ($3) AND ((j.state = 'queued' AND j.run_after <= now()) OR (j.state = 'running' AND j.lease_until < now()))
                AND (j.payload ->> 'build' IS NULL OR j.payload ->> 'build' = $4 OR j.run_after < now() - $5)
                AND NOT EXISTS (
                    SELECT FROM platform.jobs AS o WHERE o.tenant_id = j.tenant_id AND o.kind = ANY ($3) AND o.state = 'running' AND o.lease_until >= now())
            ORDER BY j.run_after LIMIT 1 FOR UPDATE OF j SKIP LOCKED)
        RETURNING id, tenant_id, kind, payload::text, attempts, max_attempts
        """;

    private const string Renew =
        """
        UPDATE platform.jobs SET lease_until = now() + $4, progress = greatest(progress, coalesce($5, progress))
        WHERE id = $1 AND state = 'running' AND leased_by = $2 AND attempts = $3
        """;

    private const string Finish =
        """
        UPDATE platform.jobs SET state = $4, error = $5, attempts = attempts - $6, lease_until = NULL, run_after = now() + interval '1 second',
            progress = CASE WHEN $4 = 'succeeded' THEN 1 ELSE 0 END,
            finished_at = CASE WHEN $4 = 'queued' THEN NULL ELSE now() END
        WHERE id = $1 AND state = 'running' AND leased_by = $2 AND attempts = $3
        """;

    private const string HandOn =
        """
        UPDATE platform.jobs SET payload = payload || jsonb_build_object('replaced', concat_ws(',', nullif(payload ->> 'replaced', ''), $4))
        WHERE id = (
            SELECT id FROM platform.jobs WHERE tenant_id = $1 AND kind = $2 AND payload ->> 'table' = $3 AND state = 'queued' ORDER BY created_at DESC, id DESC LIMIT 1 FOR UPDATE)
        """;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeftToOthers = TimeSpan.FromMinutes(10);
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Kinds of one group: indexes and foreign keys.</summary>
    public static IReadOnlyList<string> Builds { get; } = [RevisionWriter.IndexJob, RevisionWriter.KeyJob];

    /// <summary>Kinds of another: rollups and fields that hooks compute, which take as long as there are records.</summary>
    public static IReadOnlyList<string> Fills { get; } = [RevisionWriter.RollupJob, RevisionWriter.ComputeJob];

    /// <summary>Leaves what a job was to replace to the last one of the same table that waits; false when none does.</summary>
    public async Task<bool> HandOnAsync(BuildJob job, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(HandOn);
        command.Parameters.AddWithValue(job.TenantId);
        command.Parameters.AddWithValue(job.Kind);
        command.Parameters.AddWithValue(job.Table);
        command.Parameters.AddWithValue(string.Join(',', job.Replaced));
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>Takes the job of a group that has waited longest, of a tenant none of whose jobs of the group runs; null when there is none.</summary>
    public async Task<BuildJob?> TakeAsync(IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        string[] names = [.. kinds];
        await using NpgsqlBatch batch = dataSource.CreateBatch();

        // One node after the other, for a moment: each sees what those before it have taken.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Turn) { Parameters = { new NpgsqlParameter<long> { TypedValue = AdvisoryLocks.BackgroundBuilds } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(GiveUp)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = names }, new NpgsqlParameter<string> { TypedValue = "Every node that began it ended before it did." } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Take)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = _node },
                new NpgsqlParameter<TimeSpan> { TypedValue = Lease },
                new NpgsqlParameter<string[]> { TypedValue = names },
                new NpgsqlParameter<string> { TypedValue = IndexReview.Build },
                new NpgsqlParameter<TimeSpan> { TypedValue = LeftToOthers },
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        using var payload = JsonDocument.Parse(reader.GetString(3));
        JsonElement root = payload.RootElement;
        return new BuildJob(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), root.GetProperty("table").GetString()!, root.GetProperty("name").GetString()!,
            reader.GetInt32(4), reader.GetInt32(4) >= reader.GetInt32(5),
            root.TryGetProperty("replaced", out JsonElement replaced) ? replaced.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries) : []);
    }

    /// <summary>Holds a job for another while; false when another node has it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="share">The part that is done, from 0 to 1; null when that is not known.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<bool> RenewAsync(BuildJob job, double? share, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(Renew, job);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Double, Value = (object?)share ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Notes what became of a job, unless another node has it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state"><c>succeeded</c>, <c>failed</c>, or <c>queued</c> to try it again.</param>
    /// <param name="error">Why it did not succeed.</param>
    /// <param name="isAttempt">False when it had to make way: that is no attempt.</param>
    public async Task FinishAsync(BuildJob job, string state, string? error, bool isAttempt = true)
    {
        await using NpgsqlCommand command = Command(Finish, job);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)error ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = isAttempt ? 0 : 1 });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private NpgsqlCommand Command(string text, BuildJob job)
    {
        NpgsqlCommand command = dataSource.CreateCommand(text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _node });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = job.Attempt });
        return command;
    }
}
