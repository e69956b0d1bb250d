using Npgsql;
using Platform.Metadata.Permissions;
using Platform.Metadata.Storage;
using Platform.Runtime.Configuration;
using Platform.Runtime.Reading;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Notifications;

/// <summary>Deletes notifications that are too old, read or not, in portions by their index. Runs once a day on every node; several at once do no harm.</summary>
internal sealed partial class NotificationRetention(NpgsqlDataSource dataSource, PlatformOptions options, TimeProvider time, ILogger<NotificationRetention> logger) : BackgroundService
{
    /// <summary>Notifications that are deleted by one statement.</summary>
    internal const int Portion = 5_000;

    private const string Row = "n", Old = "o";

    /// <summary>Deletes what is too old; how many notifications that were.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        DateTime before = time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(options.Retention.Notifications);
        int forgotten = 0;
        foreach (string schema in await SchemasAsync(cancellation))
        {
            try
            {
                int deleted = Portion;
                for (; deleted == Portion; forgotten += deleted) deleted = await ForgetAsync(schema, before, cancellation);
            }
            catch (PostgresException gone) when (gone.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                // The tenant was deleted meanwhile, or is not made yet.
            }
        }

        return forgotten;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromDays(1), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is old harms nobody: the next round deletes it.
                LogFailed(logger, failure);
            }
        }
    }

    private async Task<IReadOnlyList<string>> SchemasAsync(CancellationToken cancellation)
    {
        List<string> schemas = [];
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT schema_name FROM platform.tenants ORDER BY id");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) schemas.Add(reader.GetString(0));
        return schemas;
    }

    private async Task<int> ForgetAsync(string schema, DateTime before, CancellationToken cancellation)
    {
        SqlTable table = new(schema, StorageNames.SnakeCase(PersonalObjects.Notification));
        SqlDelete delete = new()
        {
            Table = table,
            Alias = Row,
            Where = Column(Row, "id").EqualToAny(new SqlArrayOf(new SqlSelect
            {
                Items = [new SqlItem(Column(Old, "id"))],
                From = new SqlTableSource(table, Old),
                Where = And(Infix(Column(Old, "created_at"), "<", Parameter(SqlType.TimestampTz, before)), Column(Old, "deleted_at").IsNull()),
                OrderBy = [new SqlOrder(Column(Old, "created_at"))],
                Limit = Number(Portion),
            })),
        };
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, delete.Print());
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Old notifications could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
