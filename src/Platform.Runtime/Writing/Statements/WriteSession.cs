using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.Tracing;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// One transaction whose statements are sent together: they are queued, and go to the server in one round trip when a result is needed or the transaction
/// ends. A transaction that needs no result before its end is a single round trip, begin and commit included.
/// </summary>
internal sealed class WriteSession(NpgsqlConnection connection, TimeSpan timeLimit) : IAsyncDisposable
{
    private readonly WarmConnections.Lease? _lease;

    // A transaction of its own, whose commit is waited for: what was committed before it is on the disk when it is.
    private const string Keep = "select pg_logical_emit_message(true, 'platform', '')";
    private readonly List<(NpgsqlBatchCommand Command, Func<NpgsqlDataReader, CancellationToken, ValueTask>? Read)> _queue = [];
    private bool _begun;
    private bool _ended;

    // A begin was sent, and its end is not certain; something has failed or was cancelled.
    private bool _isOpen, _hasFailed;

    /// <summary>A transaction of records: on a connection that is kept for the next.</summary>
    public WriteSession(WarmConnections.Lease lease, TimeSpan timeLimit)
        : this(lease.Connection, timeLimit) => _lease = lease;

    /// <summary>The transaction has been committed, though the wait for the disk has failed: it must not be carried out again.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>The commit has been asked for: unless the database has refused it, only its answer tells whether the transaction stands.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>The transaction's trace; null when it has none.</summary>
    public TransactionTrace? Trace { get; init; }

    /// <summary>All of it is undone in the end: nothing is done beside it.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>The last numbers that a rehearsal counted of autonumber fields, by object, field and period.</summary>
    public Dictionary<(string Object, string Field, string Period), long> RehearsedNumbers => field ??= [];

    /// <summary>Statements queued so far, without those that only tell of the write.</summary>
    public int Statements { get; private set; }

    /// <summary>The statement that the database refused, when the last <see cref="FlushAsync"/> threw.</summary>
    public NpgsqlBatchCommand? Failed { get; private set; }

    /// <summary>Something of the transaction is told to the world when it commits.</summary>
    public bool HasWritten { get; set; }

    /// <summary>How many notifications the transaction has told.</summary>
    public int Notices { get; set; }

    /// <summary>Rollups were brought up to date already: by writes of hooks or approvals within this one, or by a write before it.</summary>
    public bool HasRolledUp { get; set; }

    /// <summary>Writes of the transaction, each within the one before, that are in the tables while their rollups are still to come.</summary>
    public int Unsummed { get; set; }

    /// <summary>The last statements of the transaction hold <see cref="RevisionGuard"/> already.</summary>
    public bool IsRevisionGuarded { get; set; }

    /// <summary>References were queued to be checked by statements that fail.</summary>
    public bool GuardsReferences { get; private set; }

    /// <summary>A statement that brings rollups up to date was queued.</summary>
    public bool WritesTotals { get; private set; }

    /// <summary>
    /// Queues a statement that brings rollups up to date. From then on the transaction holds locks that many writers share: it gives them away before its commit is on the disk, and waits for that
    /// after (decision 0048).
    /// </summary>
    public void EnqueueTotal(NpgsqlBatchCommand command)
    {
        if (!WritesTotals) Enqueue(new NpgsqlBatchCommand("set local synchronous_commit = off"));
        WritesTotals = true;
        Enqueue(command);
    }

    /// <summary>Queues a statement of <see cref="ReferenceGuard"/>.</summary>
    public void EnqueueReferenceGuard(NpgsqlBatchCommand command)
    {
        GuardsReferences = true;
        Enqueue(command, (_, _) => ValueTask.CompletedTask);
    }

    /// <summary>Queues a statement that tells of the write, in history or the outbox, and changes none of its records.</summary>
    public void EnqueueNote(NpgsqlBatchCommand command) => _queue.Add((command, null));

    /// <summary>Whether an error says that a reference leads nowhere.</summary>
    public bool IsOfReferenceGuard(NpgsqlException error) =>
        GuardsReferences && error is PostgresException { SqlState: ReferenceGuard.Failure };

    /// <summary>Queues a statement without result.</summary>
    public void Enqueue(NpgsqlBatchCommand command) => Add(command, null);

    /// <summary>Queues a statement whose rows are given to <paramref name="read"/> when it has run.</summary>
    public void Enqueue(NpgsqlBatchCommand command, Func<NpgsqlDataReader, CancellationToken, ValueTask> read) => Add(command, read);

    /// <summary>Queues a statement with its values.</summary>
    public void Enqueue(BoundStatement statement, Func<NpgsqlDataReader, CancellationToken, ValueTask> read)
    {
        NpgsqlBatchCommand command = new(statement.Text);
        foreach ((SqlType type, object? value) in statement.Values)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = StatementCommand.DriverType(type), Value = value ?? DBNull.Value });
        }

        Add(command, read);
    }

    private void Add(NpgsqlBatchCommand command, Func<NpgsqlDataReader, CancellationToken, ValueTask>? read)
    {
        Statements++;
        _queue.Add((command, read));
    }

    /// <summary>Takes the timer that asks for the transaction.</summary>
    /// <exception cref="TimerTakenException">Another node has it, or it was set anew: what was done is to be rolled back.</exception>
    public async Task CompleteAsync(DueTimer timer, CancellationToken cancellation)
    {
        bool isOurs = false;
        Enqueue(TimerStore.Complete(timer), async (reader, c) => isOurs = await reader.ReadAsync(c));
        await FlushAsync(cancellation);
        if (!isOurs) throw new TimerTakenException();
    }

    /// <summary>Runs what is queued and waits for its results.</summary>
    public Task FlushAsync(CancellationToken cancellation)
    {
        if (_queue.Count == 0) return Task.CompletedTask;
        Begin();
        return SendAsync(cancellation);
    }

    /// <summary>Runs what is queued and commits, in one round trip.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        // Statements sent together without a begin are one transaction of their own (extended query protocol, one Sync).
        if (WritesTotals) Begin();
        if (_begun) _queue.Add((new NpgsqlBatchCommand("commit"), null));

        NpgsqlBatchCommand kept = new(Keep);
        if (WritesTotals) _queue.Add((kept, null));
        if (_queue.Count == 0) return;
        IsCommitting = true;
        try
        {
            await SendAsync(cancellation);
            _isOpen = false;
        }
        catch (PostgresException) when (Failed == kept)
        {
            // Committed all the same; only the wait was broken off.
            IsCommitted = true;
            _isOpen = false;
            Enqueue(new NpgsqlBatchCommand(Keep));
            await SendAsync(cancellation);
        }
        finally
        {
            _ended = true;
        }
    }

    private void Begin()
    {
        if (_begun) return;
        _queue.Insert(0, (new NpgsqlBatchCommand("begin"), null));
        _begun = _isOpen = true;
    }

    /// <summary>Undoes everything; what is queued is forgotten.</summary>
    public async Task RollbackAsync()
    {
        _queue.Clear();
        if (!_begun || _ended || !connection.FullState.HasFlag(System.Data.ConnectionState.Open)) return;
        _ended = true;
        await using NpgsqlCommand command = new("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        _isOpen = false;
    }

    /// <summary>Begins a part of the transaction that can be undone alone. Parts lie within each other.</summary>
    public Task BeginNestedAsync(CancellationToken cancellation)
    {
        // What was queued before belongs to the outer part.
        Enqueue(new NpgsqlBatchCommand("savepoint nested"));
        return FlushAsync(cancellation);
    }

    /// <summary>Ends the innermost part; what it did stands.</summary>
    public void EndNested() => Enqueue(new NpgsqlBatchCommand("release savepoint nested"));

    /// <summary>Undoes the innermost part; what it queued is forgotten.</summary>
    public Task RollbackNestedAsync(CancellationToken cancellation)
    {
        _queue.Clear();
        Enqueue(new NpgsqlBatchCommand("rollback to savepoint nested"));
        EndNested();
        return FlushAsync(cancellation);
    }

    /// <summary>Gives the connection back; the pool rolls an open transaction back.</summary>
    public ValueTask DisposeAsync()
    {
        if (_lease is null) return connection.DisposeAsync();
        _lease.IsSound = !_hasFailed && !_isOpen;
        return _lease.DisposeAsync();
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = new(connection) { Timeout = (int)Math.Ceiling(timeLimit.TotalSeconds) };
        foreach ((NpgsqlBatchCommand command, _) in _queue) batch.BatchCommands.Add(command);
        List<Func<NpgsqlDataReader, CancellationToken, ValueTask>> readers = [.. _queue.Select(q => q.Read).OfType<Func<NpgsqlDataReader, CancellationToken, ValueTask>>()];
        _queue.Clear();
        TimeSpan begun = Trace?.Elapsed ?? TimeSpan.Zero;
        bool isRefused = true, hadFailed = _hasFailed;
        _hasFailed = true;
        try
        {
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
            for (int i = 0; i < readers.Count; i++)
            {
                if (i > 0) await reader.NextResultAsync(cancellation);
                await readers[i](reader, cancellation);
            }

            // The rest, so that an error in a later statement is thrown here.
            while (await reader.NextResultAsync(cancellation)) { }
            isRefused = false;
            _hasFailed = hadFailed || cancellation.IsCancellationRequested;
        }
        catch (PostgresException error)
        {
            Failed = error.BatchCommand as NpgsqlBatchCommand;
            throw;
        }
        catch (OperationCanceledException) when (_lease is not null)
        {
            _lease.IsCancelled = true;
            throw;
        }
        catch (Exception failure) when (ConnectionLoss.IsBehind(failure, connection))
        {
            throw new ConnectionLostException(failure);
        }
        finally
        {
            Trace?.Sent(begun, batch.BatchCommands, isRefused);
        }
    }
}
