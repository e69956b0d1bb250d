using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Converting;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Approvals;

/// <summary>Records are submitted: by hand, or by the write that creates or edits them.</summary>
internal static class ApprovalSubmission
{
    /// <summary>Most records that one write submits.</summary>
    public const int MaxStarts = 2_000;

    /// <summary>Submits the records of the batch, which the caller must be able to edit.</summary>
    public static async Task RunAsync(WriteBatch batch, ApprovalCommand command, CancellationToken cancellation)
    {
        await LoadStage.RunAsync(batch, cancellation);
        if (!batch.IsRefused) await ConvertedRecords.RunAsync(batch, cancellation);
        if (batch.IsRefused) return;
        RecordWrite record = batch.Records[0];
        PendingRequests requests = await PendingRequests.LoadAsync(batch, batch.Layout, [record.Id], cancellation);
        if (requests.Running(record.Id) is { } running)
        {
            record.Refuse(GraphQLErrorCode.Conflict, null, new ValueProblem(WriteCodes.ApprovalPending));
            batch.PendingApproval = running.Id;
            return;
        }

        EquatableArray<ApprovalFlowDocument> flows = batch.Model.FlowsOf(batch.Layout.Object.Name);
        ApprovalFlowDocument[] candidates = [.. flows.Where(f => f is { Active: true, Manual: true } && (command.Flow is null || f.Name == command.Flow))];
        var act = (ApprovalAct.Submit)command.Act(record.Id);
        ApprovalCase? again = requests.Returned(record.Id, command.Flow);
        // Only a flow that nobody submits by otherwise means the deletion that was returned.
        if (again is null && command.Flow is { } named && candidates.Length == 0) again = requests.Returned(record.Id, named, voids: true);
        ApprovalCase? found = again ?? (await ChooseAsync(batch, [record], _ => candidates, cancellation)).GetValueOrDefault(record);
        if (found is null)
        {
            record.Refuse(GraphQLErrorCode.ValidationFailed, null, new ValueProblem(WriteCodes.ApprovalFlowMissing));
            return;
        }

        found.Files = await ApprovalFiles.LoadAsync(batch, command, cancellation);
        if (record.IsRefused) return;
        await StartAsync(batch, [(record, found, act)], command.Named, cancellation);
        await MessageStage.TellAsync(batch, cancellation);
    }

    /// <summary>Submits what the write made or edited and flows ask for.</summary>
    public static async Task StartAfterAsync(WriteBatch batch, PendingRequests? requests, CancellationToken cancellation)
    {
        ApprovalFlowDocument[] flows = [.. batch.Model.FlowsOf(batch.Layout.Object.Name).Where(f => f.Active && (f.OnCreate || f.OnEdit))];
        if (flows.Length == 0) return;
        RecordWrite[] records =
        [
            .. batch.Records.Where(r => !r.IsRefused && r.HasEffect && r.Kind is WriteKind.Create or WriteKind.Update)
                .Where(r => requests?.Running(r.Id) is null).Where(r => flows.Any(f => Starts(f, r))),
        ];
        if (records.Length == 0) return;
        Dictionary<RecordWrite, ApprovalCase> chosen = await ChooseAsync(batch, records, record => [.. flows.Where(f => Starts(f, record))], cancellation);
        if (requests is not null) KeepBack(chosen, requests);
        await StartAllAsync(batch, chosen, cancellation);
    }

    /// <summary>Submits what the write would delete and flows ask for: it stays until that is approved.</summary>
    public static async Task StartInsteadOfDeletionAsync(WriteBatch batch, CancellationToken cancellation)
    {
        ApprovalFlowDocument[] flows = batch.IsOfApproval ? [] : [.. batch.Model.FlowsOf(batch.Layout.Object.Name).Where(f => f is { Active: true, OnVoid: true })];
        IReadOnlyList<RecordWrite> records = flows.Length == 0 ? [] : batch.Standing(WriteKind.Delete);
        if (records.Count == 0) return;
        Dictionary<RecordWrite, ApprovalCase> chosen = await ChooseAsync(batch, records, _ => flows, cancellation, voids: true);
        foreach (RecordWrite record in chosen.Keys.ToList())
        {
            record.HasEffect = false;
            record.AwaitsApproval = true;
            // A deletion that was returned is submitted again by deleting again; of somebody else's a new one is asked for.
            if (batch.Requests?.Returned(record.Id, chosen[record].Flow.Document.Name, voids: true) is { } returned && returned.State.Submitter == batch.Caller.UserId) chosen[record] = returned;
        }

        ApprovalAct.Submit act = new(new Dictionary<string, Guid[]>());
        await StartAsync(batch, [.. chosen.Select(c => (c.Key, c.Value, act))], [], cancellation);
    }

    /// <summary>Submits records by the flow that an action of a process names, unless a request of them is under way.</summary>
    public static async Task StartByActionAsync(WriteBatch batch, string flow, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        ApprovalFlowDocument[] flows = [.. batch.Model.FlowsOf(batch.Layout.Object.Name).Where(f => f.Active && f.Name == flow)];
        if (flows.Length == 0) return;
        PendingRequests requests = await PendingRequests.LoadAsync(batch, batch.Layout, [.. records.Select(r => r.Id).Distinct()], cancellation);
        RecordWrite[] free = [.. records.Where(r => requests.Running(r.Id) is null)];
        if (free.Length == 0) return;
        Dictionary<RecordWrite, ApprovalCase> chosen = await ChooseAsync(batch, free, _ => flows, cancellation);
        KeepBack(chosen, requests);
        await StartAllAsync(batch, chosen, cancellation);
    }

    // A request that was returned is its submitter's to submit again: its flow starts no other beside it. What other flows ask for is not put off by it.
    private static void KeepBack(Dictionary<RecordWrite, ApprovalCase> chosen, PendingRequests requests)
    {
        foreach (RecordWrite record in chosen.Keys.Where(r => requests.Returned(r.Id, chosen[r].Flow.Document.Name) is not null).ToList()) chosen.Remove(record);
    }

    private static async Task StartAllAsync(WriteBatch batch, Dictionary<RecordWrite, ApprovalCase> chosen, CancellationToken cancellation)
    {
        ApprovalAct.Submit act = new(new Dictionary<string, Guid[]>());
        await StartAsync(batch, [.. chosen.Select(c => (c.Key, c.Value, act))], [], cancellation);

        // What is written already cannot be left out any more: one that cannot start refuses all.
        if (!batch.IsRefused && chosen.Keys.FirstOrDefault(r => r.IsRefused) is { } failed) batch.Refusal = failed.Refusal(batch.Caller.Language, batch.IsMany);
    }

    private static bool Starts(ApprovalFlowDocument flow, RecordWrite record) => record.Kind == WriteKind.Create
        ? flow.OnCreate
        : flow.OnEdit && (flow.EditedFields.IsEmpty || flow.EditedFields.Any(f => record.IsChanged[record.Layout[f].Ordinal]));

    /// <summary>A new case for each record by the first of its flows whose condition is true.</summary>
    private static async Task<Dictionary<RecordWrite, ApprovalCase>> ChooseAsync(
        WriteBatch batch, IReadOnlyCollection<RecordWrite> records, Func<RecordWrite, ApprovalFlowDocument[]> candidates, CancellationToken cancellation, bool voids = false)
    {
        Dictionary<FlowVersion, Dictionary<Guid, RecordFacts>> facts = [];
        foreach (FlowVersion flow in records.SelectMany(candidates).Distinct().Select(f => FlowVersion.Of(batch.Model, f)))
        {
            if (flow.IsBroken || flow.Document.When is null) continue;
            Guid[] ids = [.. records.Select(r => r.Id)];
            flow.Facts(batch.Model, batch.Caller.Schema).Enqueue(batch.Session, ids, batch.Caller.UserId, batch.Now, batch.Caller.TenantTimeZone, facts[flow] = []);
        }

        await batch.Session.FlushAsync(cancellation);
        Dictionary<RecordWrite, ApprovalCase> chosen = [];
        foreach (RecordWrite record in records)
        {
            FlowVersion? first = candidates(record).Select(f => FlowVersion.Of(batch.Model, f)).FirstOrDefault(f => !f.IsBroken && Fits(f, record.Id));
            if (first is not null) chosen[record] = NewCase(batch, record, first, voids);
        }

        return chosen;

        bool Fits(FlowVersion flow, Guid id) =>
            flow.Document.When is not { } when || (facts[flow].TryGetValue(id, out RecordFacts? answer) && answer.True.Contains(when));
    }

    private static ApprovalCase NewCase(WriteBatch batch, RecordWrite record, FlowVersion flow, bool voids)
    {
        ApprovalState state = new() { Submitter = batch.Caller.UserId, Voids = voids };
        return new ApprovalCase { Id = Guid.CreateVersion7(), Record = record.Id, Layout = record.Layout, Flow = flow, IsNew = true, Before = state, State = state };
    }

    private static async Task StartAsync(
        WriteBatch batch, IReadOnlyList<(RecordWrite Record, ApprovalCase Case, ApprovalAct.Submit Act)> starts, Guid[] named, CancellationToken cancellation)
    {
        if (starts.Count > MaxStarts)
        {
            batch.Refuse(GraphQLErrorCode.LimitExceeded, ValueProblem.With(WriteCodes.TooManySubmissions, "max", MaxStarts));
            return;
        }

        await ApprovalActs.PrepareAsync(batch, [.. starts.Select(s => s.Case)], named, cancellation);
        List<(ApprovalCase Case, IEnumerable<ApprovalEnding> Endings)> turns = [];
        foreach ((RecordWrite record, ApprovalCase found, ApprovalAct.Submit act) in starts)
        {
            ApprovalEnding? ending = await ApprovalActs.DoAsync(batch, record, found, act, cancellation);
            if (record.IsRefused) continue;
            turns.Add((found, ending is { } turn ? [turn] : []));
        }

        ApprovalStore.EnqueueSave(batch, [.. turns.Select(t => t.Case)]);
        if (batch.IsRefused) return;
        await ApprovalTurns.RunAsync(batch, turns, cancellation);
        foreach ((ApprovalCase found, _) in turns)
        {
            if (found.State.Status == RequestStatus.Pending) batch.PendingApproval = found.Id;
        }
    }
}
