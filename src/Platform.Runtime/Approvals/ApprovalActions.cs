using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Actions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Approvals;

/// <summary>What a flow does at the turns of a request beside setting fields, once they are set: conditions are asked about the record as it is then.</summary>
internal static class ApprovalActions
{
    /// <summary>Does it; what cannot be done refuses the act.</summary>
    public static async Task RunAsync(WriteBatch batch, ApprovalCase found, CancellationToken cancellation)
    {
        (string Turn, ProcessAction Action, int Index)[] actions = [.. Turns(found).SelectMany(t => t.Actions.Select((a, i) => (t.Turn, a, i + 1)))];
        if (actions.Length == 0) return;
        Dictionary<Guid, RecordFacts> answers = [];
        found.Flow.Facts(batch.Model, batch.Caller.Schema).Enqueue(batch.Session, [found.Record], found.State.Submitter, batch.Now, batch.Caller.TenantTimeZone, answers);
        await batch.Session.FlushAsync(cancellation);
        if (!answers.TryGetValue(found.Record, out RecordFacts? facts)) return;
        RecordWrite record = new(found.Layout, 0, WriteKind.Update, found.Record);
        WriteBatch nested = batch.OfApproval(found.Layout, PermissionCompiler.ForPlatform(batch.Model), record);
        DueAction[] due = [.. actions.Where(a => a.Action.When is null || facts.True.Contains(a.Action.When)).Select(a => Due(found, record, facts, a.Turn, a.Action, a.Index))];
        await ActionStage.RunAsync(nested, due, cancellation);
        if (!nested.IsRefused) await OutboxStage.RunAsync(nested, cancellation);
        batch.PendingApproval ??= nested.PendingApproval;
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (record.IsRefused) batch.Refusal = record.Refusal(batch.Caller.Language, isMany: false);
    }

    private static IEnumerable<(string Turn, IEnumerable<ProcessAction> Actions)> Turns(ApprovalCase found)
    {
        ApprovalFlowDocument flow = found.Flow.Document;
        if (found.State.Submission != found.Before.Submission) yield return ("submitted", flow.SubmitActions);
        if (found.Entries.Exists(e => e.Act is TrailActs.ApproveByTime or TrailActs.RejectByTime)) yield return ("timedOut", flow.TimeoutActions);
        if (found.State.Status == found.Before.Status && !found.IsNew) yield break;
        switch (found.State.Status)
        {
            case RequestStatus.Approved: yield return ("approved", flow.ApproveActions); break;
            case RequestStatus.Rejected: yield return ("rejected", flow.RejectActions); break;
            case RequestStatus.Returned: yield return ("returned", flow.ReturnActions); break;
            case RequestStatus.Recalled: yield return ("recalled", flow.RecallActions); break;
            case RequestStatus.Lapsed: yield return ("lapsed", flow.RecallActions); break;
            default: break;
        }
    }

    private static DueAction Due(ApprovalCase found, RecordWrite record, RecordFacts facts, string turn, ProcessAction action, int index) =>
        new(record, action, $"{found.Flow.Document.Name}.{turn}", index)
        {
            Person = found.State.Submitter,
            Users = [.. action.People.Select(p => p.Value).OfType<string>().Select(v => facts.Users.TryGetValue(v, out Guid user) ? user : (Guid?)null).OfType<Guid>()],
            Texts = facts.Texts,
            IsByTime = found.IsByTime,
        };
}
