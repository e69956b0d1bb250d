using Platform.Metadata.Model;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Approvals;

/// <summary>What a write means for approvals, once its rows are written: approvals that an edit makes void, flows that it starts.</summary>
internal static class ApprovalStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.IsOfApproval || batch.Model.ApprovalFlows.IsEmpty) return;
        await ApprovalLocks.CheckTakenAlongAsync(batch, cancellation);
        if (batch.IsRefused) return;
        // Hooks may have written the records meanwhile, and requests with them.
        if (batch.Hooks is not null && !batch.Model.FlowsOf(batch.Layout.Object.Name).IsEmpty)
        {
            Guid[] written = [.. batch.Standing(WriteKind.Create).Concat(batch.Standing(WriteKind.Update)).Select(r => r.Id)];
            if (written.Length > 0) batch.Requests = await PendingRequests.LoadAsync(batch, batch.Layout, written, cancellation);
        }

        if (batch.Requests is { } requests) await VoidAsync(batch, requests, cancellation);
        if (!batch.IsRefused && batch.Layout.MasterReference is { } reference) await VoidByPartsAsync(batch, reference, cancellation);
        if (!batch.IsRefused) await ApprovalSubmission.StartAfterAsync(batch, batch.Requests, cancellation);
    }

    private static async Task VoidAsync(WriteBatch batch, PendingRequests requests, CancellationToken cancellation)
    {
        List<(RecordWrite Record, ApprovalCase Case)> touched = [];
        foreach (RecordWrite record in batch.Standing(WriteKind.Update))
        {
            HashSet<string> changed = [.. ApprovalLocks.Changed(record)];
            touched.AddRange(requests.Of(record.Id)
                .Where(c => c.State.Status != RequestStatus.Returned && !c.Flow.IsBroken && c.Flow.Outline.Asking.Any(s => s.Asking.WatchedFields.Any(changed.Contains)))
                .Select(c => (record, c)));
        }

        await VoidAsync(batch, touched, record => [.. ApprovalLocks.Changed(record)], cancellation);
    }

    /// <summary>Approvals of masters that are bound to the list in which details were added, changed or taken away.</summary>
    private static async Task VoidByPartsAsync(WriteBatch batch, ReferenceSlot reference, CancellationToken cancellation)
    {
        ObjectModel master = batch.Model.Object(reference.Targets[0]);
        if (batch.Model.FlowsOf(master.Name).IsEmpty) return;
        RecordWrite[] records = [.. batch.Records.Where(r => !r.IsRefused && r.HasEffect)];
        Guid[] masters = [.. records.SelectMany(r => ApprovalLocks.Masters(r, reference.Slot)).Distinct()];
        string? list = master.Relations.FirstOrDefault(r => r.Kind == RelationKind.Detail && r.SourceObject == batch.Layout.Object.Name && r.SourceField == reference.Slot.Field.Name)?.Name;
        if (masters.Length == 0 || list is null) return;
        PendingRequests requests = await PendingRequests.LoadAsync(batch, RecordLayout.Of(master), masters, cancellation);
        List<(RecordWrite Record, ApprovalCase Case)> touched = [.. masters.SelectMany(requests.Of)
            .Where(c => c.State.Status != RequestStatus.Returned && !c.Flow.IsBroken && c.Flow.Outline.Asking.Any(s => s.Asking.WatchedFields.Contains(list)))
            .Select(c => (records.First(r => ApprovalLocks.Masters(r, reference.Slot).Contains(c.Record)), c))];
        await VoidAsync(batch, touched, _ => [list], cancellation);
    }

    private static async Task VoidAsync(
        WriteBatch batch, List<(RecordWrite Record, ApprovalCase Case)> touched, Func<RecordWrite, string[]> changed, CancellationToken cancellation)
    {
        if (touched.Count == 0) return;
        await ApprovalActs.PrepareAsync(batch, [.. touched.Select(t => t.Case)], [], cancellation);
        List<(ApprovalCase Case, IEnumerable<ApprovalEnding> Endings)> turns = [];
        foreach ((RecordWrite record, ApprovalCase found) in touched)
        {
            ApprovalEnding? ending = await ApprovalActs.DoAsync(batch, record, found, new ApprovalAct.Edit(changed(record)), cancellation);
            if (record.IsRefused)
            {
                batch.Refusal ??= record.Refusal(batch.Caller.Language, batch.IsMany);
                return;
            }

            if (found.Entries.Count == 0) continue;
            turns.Add((found, ending is { } turn ? [turn] : []));
        }

        ApprovalStore.EnqueueSave(batch, [.. turns.Select(t => t.Case)]);
        if (batch.IsRefused) return;
        await ApprovalTurns.RunAsync(batch, turns, cancellation);
    }
}
