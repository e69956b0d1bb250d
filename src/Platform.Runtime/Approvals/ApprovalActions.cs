using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Actions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Approvals;

/// <summary>What flows do at the turns of requests beside setting fields, once they are set: conditions are asked about the records as they are then.</summary>
internal static class ApprovalActions
{
    /// <summary>Does it, for all records of a flow together; what cannot be done refuses the acts.</summary>
    public static async Task RunAsync(WriteBatch batch, IReadOnlyList<ApprovalCase> cases, CancellationToken cancellation)
    {
        foreach (IGrouping<FlowVersion, ApprovalCase> flow in cases.GroupBy(c => c.Flow))
        {
            await RunAsync(batch, flow.Key, [.. flow], cancellation);
            if (batch.Refusal is not null) return;
        }
    }

    private static async Task RunAsync(WriteBatch batch, FlowVersion flow, ApprovalCase[] cases, CancellationToken cancellation)
    {
        Dictionary<Guid, Dictionary<Guid, RecordFacts>> answers = [];
        foreach (var submitted in cases.Where(c => Turns(c).Any(t => t.Actions.Any())).GroupBy(c => c.State.Submitter))
        {
            flow.Facts(batch.Model, batch.Caller.Schema).Enqueue(
                batch.Session, [.. submitted.Select(c => c.Record).Distinct()], submitted.Key, batch.Now, batch.Caller.TenantTimeZone, answers[submitted.Key] = []);
        }

        if (answers.Count == 0) return;
        await batch.Session.FlushAsync(cancellation);
        List<RecordWrite> records = [];
        List<DueAction> due = [];
        foreach (ApprovalCase found in cases)
        {
            if (answers.GetValueOrDefault(found.State.Submitter)?.GetValueOrDefault(found.Record) is not { } facts) continue;
            RecordWrite record = new(found.Layout, records.Count, WriteKind.Update, found.Record);
            records.Add(record);
            due.AddRange(Turns(found).SelectMany(t => t.Actions.Select((a, i) => (t.Turn, Action: a, Index: i + 1)))
                .Where(a => a.Action.When is null || facts.True.Contains(a.Action.When)).Select(a => Due(found, record, facts, a.Turn, a.Action, a.Index)));
        }

        if (due.Count == 0) return;
        WriteBatch nested = batch.OfApproval(cases[0].Layout, PermissionCompiler.ForPlatform(batch.Model), records);
        await ActionStage.RunAsync(nested, due, cancellation);
        await MessageStage.TellAsync(nested, cancellation);
        batch.PendingApproval ??= nested.PendingApproval;
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (records.Find(r => r.IsRefused) is { } refused) batch.Refusal = refused.Refusal(batch.Caller.Language, isMany: false);
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
