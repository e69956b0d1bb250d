using System.Globalization;
using Npgsql;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Sql;

namespace Platform.Runtime.Demo.Loading;

/// <summary>The statements before and after the rows.</summary>
internal static class SetupStatements
{
    /// <summary>
    /// Settings of the load's transaction (no time limit, memory to build indexes with, no wait for the disk at commit), and the tenant's lock, so
    /// that neither its documents change nor another node loads meanwhile.
    /// </summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlCommand settings = new(
            "SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '64MB'; SET LOCAL synchronous_commit = off",
            connection);
        await settings.ExecuteNonQueryAsync(cancellation);
        await using NpgsqlCommand wait = new("SELECT pg_advisory_xact_lock($1)", connection) { CommandTimeout = 0 };
        wait.Parameters.AddWithValue(AdvisoryLocks.ForTenant(tenantId));
        await wait.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Makes the rollups of all records, which the pipeline would have kept with each of them. Their indexes must stand.</summary>
    public static async Task FillRollupsAsync(
        NpgsqlConnection connection, string schema, TenantModel model, LoadReport report, CancellationToken cancellation)
    {
        int aliases = 0;
        foreach (OrderedRollup rollup in RollupOrder.Of(model))
        {
            report.Tell($"{rollup.Owner.Name}.{rollup.Field.Name}");
            SqlUpdate fill = RollupStatements.Fill(schema, model, rollup, () => string.Create(CultureInfo.InvariantCulture, $"f{aliases++}"));
            await using NpgsqlCommand command = new(fill.Print().Text, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Sets the counters of autonumbers behind the numbers that were given, never back.</summary>
    public static async Task StoreCountersAsync(NpgsqlConnection connection, Guid tenantId, DemoNumbers numbers, CancellationToken cancellation)
    {
        DemoCounter[] counters = [.. numbers.Counters.Keys];
        await using NpgsqlCommand command = new(
            """
            INSERT INTO platform.auto_number_counters AS c (tenant_id, object_id, field_id, period, value)
            SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
            ON CONFLICT (tenant_id, object_id, field_id, period) DO UPDATE SET value = greatest(c.value, excluded.value)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = tenantId },
                new() { Value = Array.ConvertAll(counters, c => c.ObjectId) },
                new() { Value = Array.ConvertAll(counters, c => c.FieldId) },
                new() { Value = Array.ConvertAll(counters, c => c.Period) },
                new() { Value = Array.ConvertAll(counters, c => numbers.Counters[c]) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Statistics for the planner, and the visibility map that index-only scans need. After the commit, because VACUUM runs in no transaction.</summary>
    public static async Task AnalyzeAsync(
        NpgsqlConnection connection, string schema, IEnumerable<string> tables, LoadReport report, CancellationToken cancellation)
    {
        foreach (string table in tables)
        {
            report.Tell("statistics of " + table);
            await using NpgsqlCommand command = new(
                $"VACUUM (ANALYZE) {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table)}", connection)
            { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
