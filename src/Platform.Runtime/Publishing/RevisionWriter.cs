using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Documents;
using Platform.Metadata.Planning;
using Platform.Runtime.Hooks;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>Writes a new revision into the catalog, in the transaction that changes the tables.</summary>
internal sealed class RevisionWriter(NpgsqlConnection connection, PublishRequest request, CancellationToken cancellation)
{
    /// <summary>Channel of the notification that follows the commit; the payload is the tenant's id and the revision.</summary>
    public const string Channel = "tenant_model";

    /// <summary>Kind of the jobs that build indexes.</summary>
    public const string IndexJob = "index.build";

    /// <summary>Kind of the jobs that check foreign keys.</summary>
    public const string KeyJob = "key.check";

    /// <summary>Kind of the jobs that make the values of rollups anew.</summary>
    public const string RollupJob = "rollup.fill";

    /// <summary>Kind of the jobs that compute fields by hooks.</summary>
    public const string ComputeJob = "hook.compute";

    /// <summary>Writes documents, revision, packages, jobs and the notification.</summary>
    public async Task WriteAsync(TenantState before, DeployPlan plan)
    {
        TenantState next = plan.Next!;
        await DocumentStore.WriteAsync(connection, next.TenantId, next.Revision, Ended(before, next), Begun(before, next), cancellation);
        await WriteRevisionAsync(before, next, plan);
        await WritePackagesAsync(next);
        await ScriptGrants.ApplyAsync(connection, before, next, request.UserId, cancellation);
        await ScheduledHooks.ApplyAsync(connection, before, next, cancellation);
        await QueueJobsAsync(next, plan);
        await QueueComputationAsync(before, next);
        await using NpgsqlCommand notify = new("SELECT pg_notify($1, $2)", connection);
        notify.Parameters.AddWithValue(Channel);
        notify.Parameters.AddWithValue($"{next.TenantId} {next.Revision}");
        await notify.ExecuteNonQueryAsync(cancellation);
    }

    private static List<(string Kind, string Id)> Ended(TenantState before, TenantState next) =>
        [.. before.Documents.Where(d => !next.Documents.TryGetValue(d.Key, out StoredEntry? now) || !ReferenceEquals(now, d.Value)).Select(d => d.Key)];

    private static List<StoredEntry> Begun(TenantState before, TenantState next) =>
        [.. next.Documents.Where(d => !before.Documents.TryGetValue(d.Key, out StoredEntry? was) || !ReferenceEquals(was, d.Value)).Select(d => d.Value)];

    private async Task WriteRevisionAsync(TenantState before, TenantState next, DeployPlan plan)
    {
        await using NpgsqlCommand command = new(
            """
            WITH revision AS (
                INSERT INTO platform.revisions (tenant_id, number, created_by, reason, plan, inverse, rollback_to)
                VALUES ($1, $2, $3, $4, $5, $6, $7))
            UPDATE platform.tenants SET revision = $2, rollups_revision = CASE WHEN $8 THEN $2 ELSE rollups_revision END,
                indexes_reviewed_by = CASE WHEN revision = 0 THEN $9 ELSE indexes_reviewed_by END
            WHERE id = $1
            """,
            connection);
        command.Parameters.AddWithValue(next.TenantId);
        command.Parameters.AddWithValue(next.Revision);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)request.UserId ?? DBNull.Value });
        command.Parameters.AddWithValue(request.Reason);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = PlanJson.Of(plan) });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = PlanJson.Inverse(before, next) });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)request.RollbackTo ?? DBNull.Value });
        command.Parameters.AddWithValue(plan.Steps.Any(s => s.Definition is LockTable));
        command.Parameters.AddWithValue(IndexReview.Build);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // The list of installed packages follows the manifests among the documents, in a rollback too.
    private async Task WritePackagesAsync(TenantState next)
    {
        PackageDocument[] packages = [.. next.Documents.Values.Select(d => d.Content).OfType<PackageDocument>()];
        await using NpgsqlCommand command = new(
            """
            WITH installed AS (
                SELECT * FROM unnest($3::text[], $4::text[], $5::bytea[]) AS p(name, version, checksum)),
            gone AS (
                DELETE FROM platform.packages WHERE tenant_id = $1 AND name NOT IN (SELECT name FROM installed))
            INSERT INTO platform.packages AS p (tenant_id, name, version, checksum, installed_at, revision)
            SELECT $1, name, version, coalesce(checksum, ''::bytea), now(), $2 FROM installed
            ON CONFLICT (tenant_id, name) DO UPDATE
            SET version = excluded.version, checksum = excluded.checksum, installed_at = excluded.installed_at, revision = excluded.revision
            WHERE p.version <> excluded.version OR (excluded.checksum <> ''::bytea AND p.checksum <> excluded.checksum)
            """,
            connection);
        command.Parameters.AddWithValue(next.TenantId);
        command.Parameters.AddWithValue(next.Revision);
        command.Parameters.AddWithValue(packages.Select(p => p.Name).ToArray());
        command.Parameters.AddWithValue(packages.Select(p => p.Version).ToArray());
        command.Parameters.AddWithValue(packages.Select(p => request.PackageChecksums.GetValueOrDefault(p.Name)).ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task QueueJobsAsync(TenantState next, DeployPlan plan)
    {
        foreach (PlanStep step in plan.Steps.Where(s => s.Stage == PlanStage.Background && s.Definition is not DropIndex))
        {
            (string kind, string table, string name) = (step.Definition, step.Statement) switch
            {
                (CreateIndex d, _) => (IndexJob, d.Table.Name, d.Index.Name),
                (ValidateConstraint d, _) => (KeyJob, d.Table.Name, d.Name),
                (_, SqlUpdate rows) => (RollupJob, rows.Table.Name, rows.Set[0].Column),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            // What an index comes in place of goes when it stands.
            IEnumerable<string> replaced = plan.Steps.Where(s => s is { Stage: PlanStage.Background, Definition: DropIndex } && s.Change == step.Change).Select(s => ((DropIndex)s.Definition!).Index.Name);
            await QueueAsync(connection, next.TenantId, request.UserId, kind, table, name, cancellation, kind == IndexJob ? string.Join(',', replaced) : "");
        }
    }

    private async Task QueueComputationAsync(TenantState before, TenantState next)
    {
        // One that runs already has begun with what the fields were before: each deploy has its own.
        foreach ((string table, string hook) in ComputedFields.Concerned(before.Model, next.Model))
        {
            await QueueAsync(connection, next.TenantId, request.UserId, ComputeJob, table, ComputedFields.KeyOf(hook, next.Revision), cancellation);
        }
    }

    /// <summary>
    /// Queues one job, of an index with the names of those (joined by commas) that go when it stands; one of the same kind and name that waits or runs stands for it. An index is to have the form
    /// that this build of the platform gives it: the job says so.
    /// </summary>
    public static async Task QueueAsync(
        NpgsqlConnection connection, Guid tenantId, Guid? userId, string kind, string table, string name, CancellationToken cancellation, string replaced = "")
    {
        await using NpgsqlCommand command = new(
            """
            INSERT INTO platform.jobs (id, tenant_id, kind, key, payload, created_by)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id, kind, key) WHERE state IN ('queued', 'running') DO UPDATE SET payload = jobs.payload || jsonb_build_object(
                'build', excluded.payload -> 'build',
                'replaced', concat_ws(',', nullif(jobs.payload ->> 'replaced', ''), nullif(excluded.payload ->> 'replaced', '')))
            WHERE jobs.state = 'queued' AND (excluded.payload ->> 'build' IS DISTINCT FROM jobs.payload ->> 'build' OR excluded.payload ->> 'replaced' <> '')
            """,
            connection);
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(kind == RollupJob ? $"{table}.{name}" : name);
        Dictionary<string, string> payload = new() { ["table"] = table, ["name"] = name, ["replaced"] = replaced };
        if (kind == IndexJob) payload["build"] = IndexReview.Build;
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = JsonSerializer.Serialize(payload) });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)userId ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
