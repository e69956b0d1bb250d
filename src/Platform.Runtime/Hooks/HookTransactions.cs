using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Hooks;

/// <summary>Transactions of scripts that belong to no write: what they write stands when they end well, and leaves nothing behind otherwise.</summary>
/// <param name="connections">Connections to the tenants' database.</param>
/// <param name="writer">The write pipeline.</param>
/// <param name="engine">Runs scripts.</param>
/// <param name="options">Limits of writes.</param>
/// <param name="bell">Tells the followers of the outbox.</param>
/// <param name="traces">Follows transactions.</param>
internal sealed class HookTransactions(RecordConnections connections, RecordWriter writer, HookEngine engine, WriteOptions options, CommitBell bell, ITransactionTraces traces)
{
    /// <summary>Runs work in a transaction of its own.</summary>
    /// <param name="caller">For whom.</param>
    /// <param name="cause">How many transactions of scripts, one the cause of the next, lead to this one; null for one that a user waits for.</param>
    /// <param name="work">Does it; gives the result, and whether what was written is to stand.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <param name="told">The result with the id of the trace that is kept of the transaction; null for one that tells nobody of it.</param>
    public async Task<T> RunAsync<T>(
        RecordCaller caller, int? cause, Func<HookTransaction, WriteSession, Task<(T Result, bool Stands)>> work, CancellationToken cancellation, Func<T, Guid, T>? told = null)
    {
        await using HookTransaction transaction = new(engine, writer, cause ?? 0);
        // Nothing of the database is held while others' scripts run; those that a user waits for have turns of their own.
        if (cause is not null) await transaction.TakeTurnAsync(caller.TenantId, cancellation);
        TransactionTrace? trace = traces.Begin(caller, null);
        await using WriteSession session = new(await connections.PlannedOnce.OpenConnectionAsync(cancellation), options.TimeLimit) { Trace = trace };
        try
        {
            (T result, bool stands) = await work(transaction, session);
            if (!stands)
            {
                await session.RollbackAsync();
            }
            else
            {
                if (session.HasWritten) RevisionGuard.Enqueue(session, caller);
                await session.CommitAsync(cancellation);
                if (session.HasWritten) bell.Ring();
            }

            return trace is not null && traces.End(trace, stands, null) && told is not null ? told(result, trace.Id) : result;
        }
        catch (NpgsqlException error)
        {
            await RollBackQuietlyAsync(session);
            bool isTriedAgain = error is PostgresException refused && (OutdatedStatement.IsCauseOf(refused) || DatabaseRefusals.IsWorthAnotherTry(refused));
            if (!isTriedAgain) traces.Break(trace, error);
            throw;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            traces.Break(trace, broken);
            throw;
        }
    }

    /// <summary>Runs work in a transaction that is undone, whatever comes of it: nothing is sent, counted or traced.</summary>
    /// <param name="caller">With whose rights.</param>
    /// <param name="work">Does it.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<T> RehearseAsync<T>(RecordCaller caller, Func<HookTransaction, WriteSession, Task<T>> work, CancellationToken cancellation)
    {
        await using HookTransaction transaction = new(engine, writer, isRehearsal: true);
        await transaction.TakeTurnAsync(caller.TenantId, cancellation);
        await using WriteSession session = new(await connections.PlannedOnce.OpenConnectionAsync(cancellation), options.TimeLimit) { IsRehearsal = true };
        try
        {
            return await work(transaction, session);
        }
        finally
        {
            await RollBackQuietlyAsync(session);
        }
    }

    private static async Task RollBackQuietlyAsync(WriteSession session)
    {
        try
        {
            await session.RollbackAsync();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and with it the transaction.
        }
    }
}
