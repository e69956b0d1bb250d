using System.Diagnostics;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Loading;

namespace Platform.Runtime.Demo;

/// <summary>
/// Stores a data set in a tenant's tables by COPY, in one transaction: all of it or nothing. It goes past the write pipeline, so it sets
/// what the pipeline would: ids, stamps, owners, versions, autonumbers and their counters. Indexes and foreign keys of tables that are
/// empty are taken off for the load and put back before it commits, which checks every reference; until then other sessions wait for those
/// tables. Rows are made some at a time, so memory does not grow with the size.
/// </summary>
public sealed class DemoLoader(NpgsqlDataSource dataSource)
{
    /// <summary>Stores the rows.</summary>
    /// <param name="dataset">What to store.</param>
    /// <param name="target">Where.</param>
    /// <param name="progress">Told at the beginning of each step, and a few times a second while rows are stored.</param>
    /// <param name="cancellation">Stops the load; nothing is stored then.</param>
    /// <exception cref="DemoException">A value does not fit its field, or an object of the data set's app has records.</exception>
    public async Task<DemoLoadResult> LoadAsync(DemoDataset dataset, DemoTarget target, IProgress<DemoProgress>? progress, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        LoadReport report = new(progress, watch);
        List<string> tables = [.. dataset.Tables.SelectMany(t => t.Links.Select(l => l.LinkTable!).Prepend(t.Object.Table))];
        await using (NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation))
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            await SetupStatements.PrepareAsync(connection, target.TenantId, cancellation);
            if (await OccupiedAsync(connection, dataset, target, cancellation) is { } occupied)
            {
                throw new DemoException($"{occupied} has records already; demo data are loaded into an empty app only.");
            }

            TableDressing dressing = await TableDressing.TakeOffAsync(connection, target.Schema, tables, cancellation);
            DemoNumbers numbers = new();
            foreach (string step in dataset.Tables.SelectMany(Steps)) report.Begin(step);
            foreach ((DemoTable table, IEnumerable<DemoRow> rows) in DemoTree.Of(dataset.Tables).SelectMany(tree => tree.Portions()))
            {
                await CopyAsync(connection, target.Schema, table, rows, numbers, report, cancellation);
            }

            await dressing.PutBackAsync(connection, report, cancellation);
            await SetupStatements.FillRollupsAsync(connection, target.Schema, dataset.Model, report, cancellation);
            await StageHistory.FillAsync(connection, target.Schema, dataset.Model, dataset.Tables.Select(t => t.Object), cancellation);
            await SetupStatements.StoreCountersAsync(connection, target.TenantId, numbers, cancellation);
            await transaction.CommitAsync(cancellation);
            await SetupStatements.AnalyzeAsync(connection, target.Schema, tables, report, cancellation);
        }

        return new DemoLoadResult(report.Rows, watch.Elapsed);
    }

    /// <summary>True when an object of the data set's app has records, so that a load would be refused.</summary>
    public async Task<bool> IsOccupiedAsync(DemoDataset dataset, DemoTarget target, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        return await OccupiedAsync(connection, dataset, target, cancellation) is not null;
    }

    // The platform's own objects may have records: there is always a user.
    private static async Task<string?> OccupiedAsync(NpgsqlConnection connection, DemoDataset dataset, DemoTarget target, CancellationToken cancellation)
    {
        foreach (ObjectModel stored in dataset.Tables.Select(t => t.Object).Where(o => !o.IsSystem))
        {
            if (!await TableDressing.IsEmptyAsync(connection, target.Schema, stored.Table, cancellation)) return stored.Name;
        }

        return null;
    }

    private static IEnumerable<string> Steps(DemoTable table) => table.Links.Select(l => l.LinkTable!).Prepend(table.Object.Name);

    private static async Task CopyAsync(
        NpgsqlConnection connection, string schema, DemoTable table, IEnumerable<DemoRow> rows, DemoNumbers numbers, LoadReport report, CancellationToken cancellation)
    {
        try
        {
            report.Begin(table.Object.Name);
            await TableCopy.RunAsync(
                connection, schema, table.Object.Table, table.Columns, table.Stored(rows, numbers).Select(row => row.Values), report, cancellation);
            foreach (FieldModel link in table.Links)
            {
                object?[][] pairs = [.. table.Pairs(link, rows).Select(pair => new object?[] { pair.Source, pair.Target })];
                if (pairs.Length == 0) continue;
                report.Begin(link.LinkTable!);
                ColumnModel[] columns = [new(StorageNames.LinkSource, "uuid"), new(StorageNames.LinkTarget, "uuid")];
                await TableCopy.RunAsync(connection, schema, link.LinkTable!, columns, pairs, report, cancellation);
            }
        }
        catch (PostgresException refusal) when (refusal.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            throw new DemoException($"{table.Object.Name}: {refusal.MessageText} ({refusal.Detail}).", refusal);
        }
    }
}
