using Npgsql;
using Platform.GraphQL;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Tracing;

/// <summary>Whether transactions are traced, and what becomes of their traces.</summary>
public interface ITransactionTraces
{
    /// <summary>Begins the trace of a transaction; null when it is not traced, which costs nothing then.</summary>
    /// <param name="caller">For whom the transaction is.</param>
    /// <param name="target">Object of the write that it begins with; null without one.</param>
    internal TransactionTrace? Begin(RecordCaller caller, string? target);

    /// <summary>Ends a trace, and decides whether it is kept. Nobody waits for that, and it never fails.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="stands">What was written is committed.</param>
    /// <param name="refusal">Why nothing was written, as it is told; null when it stands, and where nothing is told.</param>
    /// <returns>True when it is kept.</returns>
    internal bool End(TransactionTrace trace, bool stands, WriteRefusal? refusal);

    /// <summary>Ends the trace of a transaction that broke: whoever waits for it is told <c>INTERNAL</c>, and no more.</summary>
    /// <param name="trace">The trace; null when there is none.</param>
    /// <param name="failure">What broke it.</param>
    internal void Break(TransactionTrace? trace, Exception failure)
    {
        if (trace is not null) End(trace, stands: false, new WriteRefusal(GraphQLErrorCode.Internal, failure is PostgresException refused ? refused.MessageText : failure.Message, []));
    }
}
