using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Approvals;

/// <summary>What flows bring about at the turns of requests, in the transaction of the acts: they set fields of the records, through the write pipeline, and do what they say besides.</summary>
internal static class ApprovalTurns
{
    /// <summary>Does it; a write that the record's rules refuse refuses the act.</summary>
    /// <param name="batch">The write.</param>
    /// <param name="turns">The requests that were acted on, with what the acts came to.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task RunAsync(WriteBatch batch, IReadOnlyList<(ApprovalCase Case, IEnumerable<ApprovalEnding> Endings)> turns, CancellationToken cancellation)
    {
        foreach ((RecordLayout layout, List<RecordWrite> records) in Together(turns.Select(t => (t.Case, Inputs(t.Case, t.Endings)))))
        {
            await WriteAsync(batch, layout, records, cancellation);
            if (batch.Refusal is not null) return;
        }

        await ApprovalActions.RunAsync(batch, [.. turns.Select(t => t.Case)], cancellation);
        // Last: tasks and calls are about records that are there.
        foreach (ApprovalCase found in turns.Select(t => t.Case).Where(c => c is { State: { Voids: true, Status: RequestStatus.Approved }, Before.Status: not RequestStatus.Approved }))
        {
            if (batch.Refusal is null) await DeleteAsync(batch, found, cancellation);
        }
    }

    private static Dictionary<string, object?> Inputs(ApprovalCase found, IEnumerable<ApprovalEnding> endings)
    {
        ApprovalFlowDocument flow = found.Flow.Document;
        Dictionary<string, object?> input = new(StringComparer.Ordinal);
        bool submits = found.State.Submission != found.Before.Submission;
        IEnumerable<ApprovalUpdate> updates = endings.SelectMany(ending => ending switch
        {
            ApprovalEnding.Submitted => flow.OnSubmit,
            ApprovalEnding.Approved when submits => flow.OnSubmit.Concat(flow.OnApprove),
            ApprovalEnding.Approved => flow.OnApprove,
            ApprovalEnding.Rejected => flow.OnReject,
            _ => flow.OnRecall,
        });
        foreach (ApprovalUpdate update in updates) input[update.Field] = found.Directory.Record.Values.GetValueOrDefault(update);
        return input;
    }

    /// <summary>Records of one object are written together, as far as each of them is there once.</summary>
    private static IEnumerable<(RecordLayout Layout, List<RecordWrite> Records)> Together(IEnumerable<(ApprovalCase Case, Dictionary<string, object?> Input)> turns)
    {
        List<RecordWrite> records = [];
        HashSet<Guid> ids = [];
        foreach ((ApprovalCase found, Dictionary<string, object?> input) in turns.Where(t => t.Input.Count > 0))
        {
            if (records.Count > 0 && (records[0].Layout != found.Layout || ids.Contains(found.Record)))
            {
                yield return (records[0].Layout, records);
                records = [];
                ids = [];
            }

            records.Add(new RecordWrite(found.Layout, records.Count, WriteKind.Update, found.Record) { Input = input });
            ids.Add(found.Record);
        }

        if (records.Count > 0) yield return (records[0].Layout, records);
    }

    /// <summary>What was asked was whether the record may go.</summary>
    private static Task DeleteAsync(WriteBatch batch, ApprovalCase found, CancellationToken cancellation) =>
        WriteAsync(batch, found.Layout, [new RecordWrite(found.Layout, 0, WriteKind.Delete, found.Record)], cancellation);

    private static async Task WriteAsync(WriteBatch batch, RecordLayout layout, List<RecordWrite> records, CancellationToken cancellation)
    {
        WriteBatch nested = batch.OfApproval(layout, PermissionCompiler.ForPlatform(batch.Model), records);
        await WritePipeline.RunAsync(nested, cancellation);
        if (!nested.IsRefused && nested.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (nested.Records.Find(r => r.IsRefused) is { } refused) batch.Refusal = refused.Refusal(batch.Caller.Language, isMany: false);
    }
}
