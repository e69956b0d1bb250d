using Platform.Runtime.Records;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing;

/// <summary>One transaction that takes one write or several through the pipeline.</summary>
/// <param name="session">The transaction.</param>
/// <param name="newBatch">Makes the batch of a request.</param>
internal sealed class WriteTransaction(WriteSession session, Func<WriteRequest, RecordCaller, WriteBatch> newBatch)
{
    /// <summary>The transaction.</summary>
    public WriteSession Session => session;

    /// <summary>The write that was begun last.</summary>
    public WriteBatch? Current { get; private set; }

    /// <summary>Begins a write.</summary>
    public WriteBatch Begin(WriteRequest request, RecordCaller caller) => Current = newBatch(request, caller);

    /// <summary>Finds and locks what a write is about, and looks whether it may be written; nothing is.</summary>
    public async Task<WriteBatch> FindAsync(WriteRequest request, RecordCaller caller, CancellationToken cancellation)
    {
        WriteBatch batch = Begin(request, caller);
        await WritePipeline.FindAsync(batch, cancellation);
        return batch;
    }

    /// <summary>Takes a write through the pipeline, and waits for all that it checks and does; the caller looks whether it was refused.</summary>
    public async Task<WriteBatch> RunAsync(WriteRequest request, RecordCaller caller, CancellationToken cancellation)
    {
        WriteBatch batch = Begin(request, caller);
        await WritePipeline.RunAsync(batch, cancellation);
        if (!batch.IsRefused) await session.FlushAsync(cancellation);
        return batch;
    }
}
