using System.Runtime.CompilerServices;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Writing;

/// <summary>
/// Writes of one record each that the same caller asks for at once, and alike: those that come while one is under way are written in one transaction, as a mutation of many is (decision 0096).
/// </summary>
public sealed partial class RecordWriter
{
    private const int MostTogether = 32;

    // One whose record, or what it refers to, is held by somebody for longer waits alone.
    private const string NoLongWaits = "select set_config('lock_timeout', '100ms', true)";

    // Longer than a commit takes on a busy disk; who comes later does not wait behind one that is stuck.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly ConditionalWeakTable<ReturnedRecord, SharedWork<SharedWrite, WriteOutcome>> _shared = [];

    /// <summary>How many transactions of writes that are alike are under way before others wait: while one waits for the disk, another is written.</summary>
    internal static int WritesAtOnce { get; } = Math.Max(2, Environment.ProcessorCount / 2);

    // What the statement of the write returns is all that is asked of it, and no custom logic is run for it, which counts and notes what a request does.
    private static bool CanBeShared(WriteRequest request, RecordCaller caller, RecordProjection? projection) =>
        request is { Kind: WriteKind.Create or WriteKind.Update, IsMany: false, AllOrNone: true, Inputs.Count: 1, Refusal: null, Approval: null }
        && projection is { Returned: not null, Converted.Count: 0 }
        && (caller.Model.Hooks.IsEmpty || !MayRunHooks(caller.Model, request.Object));

    // Stages and approvals, of the record and of what it is a part of, write and ask elsewhere.
    private static bool MayRunHooks(TenantModel model, ObjectModel written) =>
        !written.Pipelines.IsEmpty || !model.FlowsOf(written.Name).IsEmpty || model.Hooks.Any(h => h.Object == written.Name)
        || (RecordLayout.Of(written).MasterReference is { } master && !model.FlowsOf(master.Targets[0]).IsEmpty);

    private Task<WriteOutcome> WriteSharedAsync(WriteRequest request, RecordCaller caller, RecordProjection projection, CancellationToken cancellation) =>
        _shared.GetValue(projection.Returned!, _ => new SharedWork<SharedWrite, WriteOutcome>((writes, _, c) => WriteTogetherAsync(writes, c), Fits, MostTogether, Patience, time ?? TimeProvider.System) { MostAtOnce = WritesAtOnce })
            .DoAsync(new SharedWrite(request, caller, projection), () => WriteAsync(request, caller, projection, cancellation), cancellation);

    // Writes of the same record come one after the other.
    private static bool Fits(IReadOnlyList<SharedWrite> writes, SharedWrite other) =>
        writes[0].Caller.Equals(other.Caller) && (other.Id is not { } id || writes.All(w => w.Id != id));

    /// <summary>Writes records of several requests in one transaction; null for all of them when not every one stands: then each is told what is the matter with its own.</summary>
    private async Task<IReadOnlyList<WriteOutcome?>> WriteTogetherAsync(IReadOnlyList<SharedWrite> writes, CancellationToken cancellation)
    {
        var none = new WriteOutcome?[writes.Count];
        (WriteRequest request, RecordCaller caller, RecordProjection projection) = writes[0];
        request = request with { Inputs = [.. writes.Select(w => w.Request.Inputs[0])], IsShared = true };
        TransactionTrace? trace = traces?.Begin(caller, request.Object.Name);
        await using WriteSession session = new(await _connections.TakeAsync(cancellation), options.TimeLimit) { Trace = trace };
        await using IHookTransaction? custom = caller.Model.Hooks.IsEmpty ? null : hooks?.Begin(this);
        WriteBatch batch = NewBatch(request, caller, session, checksDuplicates: false, guardsReferences: custom is null, custom);
        session.Enqueue(new NpgsqlBatchCommand(NoLongWaits), (_, _) => ValueTask.CompletedTask);
        try
        {
            WriteOutcome outcome = await AttemptAsync(batch, request, projection, cancellation);
            if (batch.IsRefused) return none;
            Traced(trace, outcome);
            return [.. batch.Records.Select((record, i) => Outcome(batch, record) with { Records = [outcome.Records[i]] })];
        }
        catch (Exception error) when (error is not OperationCanceledException && !session.IsCommitted)
        {
            // After an error nothing of the transaction stands. Once it was to be committed, nobody knows after the end of the connection, so that nothing is tried again.
            bool isUndone = !session.IsCommitting || error is PostgresException { InvariantSeverity: "ERROR" };
            await RollBackQuietlyAsync(session);
            if (isUndone) return none;
            if (error is not NpgsqlException lost || DatabaseRefusals.Of(lost, request.Object, session.WritesTotals, caller.Language) is not { } refusal) throw;
            return [.. writes.Select(_ => new WriteOutcome { Refusal = refusal })];
        }
    }

    /// <summary>A write that may be done together with others.</summary>
    private sealed record SharedWrite(WriteRequest Request, RecordCaller Caller, RecordProjection Projection)
    {
        /// <summary>The record that is changed; null for one that is made.</summary>
        public Guid? Id => Request.Inputs[0].Id;
    }
}
