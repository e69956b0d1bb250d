using System.Collections;
using System.Globalization;
using System.Text;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.Runtime.Reading;

namespace Platform.Runtime.Subscriptions;

/// <summary>Reads the records of events under the rights of those who follow them; equal readings of a group are one.</summary>
internal sealed class ChangedRecords(NpgsqlDataSource dataSource, RecordsService records, EncryptedValues encrypted, SubscriptionOptions options)
    : IDisposable
{
    private const int MaxAttempts = 3;
    private readonly SemaphoreSlim _free = new(options.MaxConcurrentReads, options.MaxConcurrentReads);

    /// <summary>What the subscription selects of those of the records that its user may read and that satisfy its filter, as JSON by id.</summary>
    /// <exception cref="TimeoutException">The statement took longer than it may.</exception>
    public Task<IReadOnlyDictionary<Guid, string>> ReadAsync(PlannedSubscription subscription, Guid[] ids, EventGroup group, CancellationToken cancellation)
    {
        BindingContext context = records.ContextOf(subscription, ids);
        BoundStatement statement = subscription.Plan.Statement.Bind(context);
        if (subscription.Plan.Statement.HasEncryptedValues) return ReadAsync(statement, ids, text => encrypted.Reveal(text, context.Mark, subscription.Caller.TenantId));

        // Shared by streams, so that none of them can cancel it.
        return group.ReadAsync(Key(statement), () => ReadAsync(statement, ids, text => text)).WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(BoundStatement statement, Guid[] ids, Func<string, string> reveal)
    {
        await _free.WaitAsync();
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await ReadOnceAsync(statement, ids, reveal);
                }
                catch (PostgresException stopped) when (stopped.SqlState == PostgresErrorCodes.QueryCanceled && attempt < MaxAttempts)
                {
                    // A cancellation that came too late for its own statement stopped this one.
                }
            }
        }
        catch (NpgsqlException late) when (late.InnerException is TimeoutException || late.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new TimeoutException("The records of an event could not be read in time.", late);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<IReadOnlyDictionary<Guid, string>> ReadOnceAsync(BoundStatement statement, Guid[] ids, Func<string, string> reveal)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync();
        await using NpgsqlCommand command = StatementCommand.Create(connection, statement);
        command.CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        Dictionary<Guid, string> read = [];
        while (await reader.ReadAsync()) read[ids[reader.GetInt64(0) - 1]] = reveal(reader.GetString(1));
        return read;
    }

    /// <summary>Equal for statements that read the same: text and values, each behind its length so that no two can run into one another.</summary>
    private static string Key(BoundStatement statement)
    {
        StringBuilder key = new(statement.Text);
        foreach ((_, object? value) in statement.Values) Append(key, value);
        return key.ToString();
    }

    private static void Append(StringBuilder key, object? value)
    {
        if (value is IEnumerable items and not string)
        {
            key.Append("\0[");
            foreach (object? item in items) Append(key, item);
            key.Append("\0]");
            return;
        }

        string text = value switch
        {
            null => "",
            DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        key.Append('\0').Append(value is null ? -1 : text.Length).Append(':').Append(text);
    }
}
