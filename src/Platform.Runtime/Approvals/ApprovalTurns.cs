using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;

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
        foreach ((ApprovalCase found, IEnumerable<ApprovalEnding> endings) in turns)
        {
            await SetAsync(batch, found, endings, cancellation);
            if (batch.Refusal is not null) return;
        }

        await ApprovalActions.RunAsync(batch, [.. turns.Select(t => t.Case)], cancellation);
        // Last: tasks and calls are about records that are there.
        foreach (ApprovalCase found in turns.Select(t => t.Case).Where(c => c is { State: { Voids: true, Status: RequestStatus.Approved }, Before.Status: not RequestStatus.Approved }))
        {
            if (batch.Refusal is null) await DeleteAsync(batch, found, cancellation);
        }
    }

    private static async Task SetAsync(WriteBatch batch, ApprovalCase found, IEnumerable<ApprovalEnding> endings, CancellationToken cancellation)
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
        if (input.Count > 0) await WriteAsync(batch, found, new RecordWrite(found.Layout, 0, WriteKind.Update, found.Record) { Input = input }, cancellation);
    }

    /// <summary>What was asked was whether the record may go.</summary>
    private static Task DeleteAsync(WriteBatch batch, ApprovalCase found, CancellationToken cancellation) =>
        WriteAsync(batch, found, new RecordWrite(found.Layout, 0, WriteKind.Delete, found.Record), cancellation);

    private static async Task WriteAsync(WriteBatch batch, ApprovalCase found, RecordWrite record, CancellationToken cancellation)
    {
        WriteBatch nested = batch.OfApproval(found.Layout, PermissionCompiler.ForPlatform(batch.Model), [record]);
        await WritePipeline.RunAsync(nested, cancellation);
        if (!nested.IsRefused && nested.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (nested.Records[0].IsRefused) batch.Refusal = nested.Records[0].Refusal(batch.Caller.Language, isMany: false);
    }
}
