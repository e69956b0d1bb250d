using System.Data;
using System.Text;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.Runtime.Database;

namespace Platform.Runtime.Reading;

/// <summary>Answers the requests of one plan: those that come while others are under way by one statement (decision 0096).</summary>
internal sealed class SharedReads
{
    private const int MostTogether = 64;

    // Of short reads what they cost besides what is read is a great part. Those that take longer are not worth waiting for each other.
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(64);

    // Longer than what fits into the budget takes; a record by its id is read in less than a millisecond.
    private static readonly TimeSpan PatienceWithLists = TimeSpan.FromMilliseconds(100), PatienceWithRecords = TimeSpan.FromMilliseconds(20);

    // What takes longer together is stopped, and each goes alone.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly SharedStatement _statement;
    private readonly LoweredRecord? _record;
    private readonly WarmConnections _connections;
    private readonly TimeProvider _time;
    private readonly SharedWork<Read, QueryAnswer> _work;

    /// <param name="statement">The statement for several requests.</param>
    /// <param name="record">What it reads when that is a record by its id, else null.</param>
    /// <param name="connections">Connections on which statements are planned once.</param>
    /// <param name="time">The clock.</param>
    public SharedReads(SharedStatement statement, LoweredRecord? record, WarmConnections connections, TimeProvider time)
    {
        _statement = statement;
        _record = record;
        _connections = connections;
        _time = time;
        _work = new SharedWork<Read, QueryAnswer>(
            ReadAsync, (reads, other) => _statement.Fits(reads[0].Statement, other.Statement), MostTogether, record is null ? PatienceWithLists : PatienceWithRecords, time)
        {
            MostAtOnce = record is null ? ListsAtOnce : RecordsAtOnce,
            Budget = Budget,
        };
    }

    /// <summary>How many statements of a plan are under way before others wait: a list keeps the database busier than the host, which sends the answers to one while it reads another.</summary>
    internal static int ListsAtOnce { get; } = Environment.ProcessorCount + 1;

    /// <summary>As <see cref="ListsAtOnce"/>, for records by id: database and host are both busy with them.</summary>
    internal static int RecordsAtOnce { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The answer to a request.</summary>
    /// <param name="statement">The statement for one, with its values.</param>
    /// <param name="context">What the request brings.</param>
    /// <param name="alone">Reads it for this request alone.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public Task<QueryAnswer> ReadAsync(BoundStatement statement, BindingContext context, Func<Task<QueryAnswer>> alone, CancellationToken cancellation) =>
        _work.DoAsync(new Read(statement, context), alone, cancellation);

    private async Task<IReadOnlyList<QueryAnswer?>> ReadAsync(IReadOnlyList<Read> reads, SharedWork<Read, QueryAnswer>.Course course, CancellationToken unwanted)
    {
        bool hasBegun = false;
        try
        {
            return await _connections.UseAsync<IReadOnlyList<QueryAnswer?>>(
                async connection =>
                {
                    hasBegun = true;
                    course.Begin();
                    using CancellationTokenSource late = new(Longest, _time);
                    using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(unwanted, late.Token);
                    return await ReadAsync(connection, reads, course, ended.Token);
                },
                unwanted);
        }
        catch (Exception) when (hasBegun && !unwanted.IsCancellationRequested)
        {
            // Reading again does no harm: each finds out for itself what the matter is with its own.
            return new QueryAnswer?[reads.Count];
        }
    }

    private async Task<QueryAnswer?[]> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Read> reads, SharedWork<Read, QueryAnswer>.Course course, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = StatementCommand.Create(connection, _statement.Bind([.. reads.Select(r => r.Statement)]));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        var answers = new QueryAnswer?[reads.Count];
        if (_record is { } record) Array.Fill(answers, Nothing(record));
        int told = 0, read = 0;
        int[] places = new int[reads.Count];
        while (true)
        {
            Task<bool> next = reader.ReadAsync(cancellation);
            // While the database is at the next ones, those that are there go on.
            for (; !next.IsCompleted && told < read; told++) course.Tell(places[told], answers[places[told]]!);
            if (!await next) return answers;
            int place = (int)reader.GetInt64(0) - 1;
            answers[place] = await AnswerAsync(reader, reads[place], cancellation);
            if (answers[place] is not null) places[read++] = place;
        }
    }

    private async Task<QueryAnswer?> AnswerAsync(NpgsqlDataReader reader, Read read, CancellationToken cancellation)
    {
        int column = 1;
        if (_record is { } record)
        {
            Guid? owner = await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetGuid(column);
            if (!record.Covers(owner, read.Context)) return Nothing(record);
            column++;
        }

        await using Stream text = await reader.GetStreamAsync(column, cancellation);
        // A long one is passed on while it is read: by a statement of its own.
        return text.Length > QueryAnswer.MostAtOnce ? null : await QueryAnswer.TakeAsync(text, (int)text.Length, cancellation);
    }

    private static QueryAnswer Nothing(LoweredRecord record) => new(record.Nothing.Length, Encoding.UTF8.GetBytes(record.Nothing));

    /// <summary>What a request asks for.</summary>
    private sealed record Read(BoundStatement Statement, BindingContext Context);
}
