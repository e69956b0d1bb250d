using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Files;

/// <summary>
/// Removes contents that no file record names: uploads that were cut off after their content was stored, and files that were removed for good; and counts anew how much room the others take. Runs
/// once a day on every node; two at once do no harm.
/// </summary>
internal sealed class FileCleanup(
    ContentStore store, TenantModels models, NpgsqlDataSource dataSource, FileRooms rooms, FileLimits limits, TimeProvider clock, ILogger<FileCleanup> log) : BackgroundService
{
    private static readonly Action<ILogger, Exception> LogFailure =
        LoggerMessage.Define(LogLevel.Warning, new EventId(1, "FileCleanup"), "The clean-up of files stopped; it runs again tomorrow.");

    /// <summary>Cleans up once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        DateTime before = clock.GetUtcNow().UtcDateTime - limits.OrphanAge;
        foreach (Guid tenant in store.Tenants().ToList())
        {
            store.RemoveDrafts(tenant, before);
            if (models.Unready.Contains(tenant) || await models.GetAsync(tenant, cancellation) is not { } state || !state.Model.TryGetObject(RecordLayout.FileObject, out ObjectModel? files)) continue;
            await rooms.CountAsync(tenant, state.Schema, state.Model, cancellation);
            foreach (string[] names in store.UntouchedSince(tenant, before).Chunk(1_000))
            {
                HashSet<string> used = await UsedAsync(state.Schema, files, names, cancellation);
                foreach (string name in names.Where(n => !used.Contains(n))) store.RemoveUntouched(tenant, name, before);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromDays(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, failure);
            }
        }
    }

    private async Task<HashSet<string>> UsedAsync(string schema, ObjectModel files, string[] names, CancellationToken cancellation)
    {
        SqlExpression sha256 = Column("f", files.Field("sha256").Column.Name);
        SqlSelect statement = new()
        {
            Items = [new SqlItem(sha256)],
            From = new SqlTableSource(new SqlTable(schema, files.Table), "f"),
            Where = sha256.EqualToAny(Parameter(SqlType.Text.Array, names)),
        };
        HashSet<string> used = new(StringComparer.Ordinal);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, statement.Print());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) used.Add(reader.GetString(0));
        return used;
    }
}
