using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;
using Platform.Sql;

namespace Platform.Runtime.Approvals;

/// <summary>
/// Acts on tasks and requests. The record is locked before its request, as every write of the record does, so that an edit and a decision, or two decisions, come one after
/// the other: the second sees what the first came to.
/// </summary>
internal static class ApprovalActs
{
    /// <summary>Most tasks or requests that one mutation acts on.</summary>
    public const int MaxSubjects = 200;

    /// <summary>Acts on the records of the batch, which are tasks or requests.</summary>
    public static async Task RunAsync(WriteBatch batch, ApprovalCommand command, CancellationToken cancellation)
    {
        if (batch.Records.Count > MaxSubjects)
        {
            batch.Refuse(GraphQLErrorCode.LimitExceeded, ValueProblem.With(WriteCodes.TooManyRecords, "max", MaxSubjects));
            return;
        }

        Dictionary<Guid, Guid> requests = await FindAsync(batch, command, cancellation);
        if (batch.IsRefused) return;
        Dictionary<Guid, ApprovalCase> cases = await LockAsync(batch, [.. requests.Values.Distinct()], cancellation);
        if (command.Version is { } version) Move([.. cases.Values], version);
        await PrepareAsync(batch, [.. cases.Values], command.Named, cancellation);
        if (command.Timer is { } timer) await batch.Session.CompleteAsync(timer, cancellation);
        IReadOnlyDictionary<Guid, SealedFile> files = await ApprovalFiles.LoadAsync(batch, command, cancellation);
        if (batch.IsRefused) return;
        foreach (ApprovalCase found in cases.Values) found.Files = files;
        Dictionary<ApprovalCase, List<ApprovalEnding>> turns = [];
        foreach (RecordWrite record in batch.Records.Where(r => !r.IsRefused))
        {
            ApprovalAct act = command.Act(record.Id);
            if (act is ApprovalAct.Move && cases.TryGetValue(requests[record.Id], out ApprovalCase? same) && !same.IsMoved) continue;
            if (!cases.TryGetValue(requests[record.Id], out ApprovalCase? found) || (found.Flow.IsBroken && !MayEndBroken(batch, act))) RefuseBroken(record);
            else if (await DoAsync(batch, record, found, act, cancellation) is { } ending && !found.Flow.IsBroken) (turns.TryGetValue(found, out var list) ? list : turns[found] = []).Add(ending);
        }

        if (batch.IsRefused) return;
        ApprovalStore.EnqueueSave(batch, [.. cases.Values.Where(c => c.Entries.Count > 0)]);
        if (batch.IsRefused) return;
        if (command.Timer is not null) ApprovalTimers.EnqueueAnew(batch, cases.Values);
        await ApprovalTurns.RunAsync(
            batch, [.. cases.Values.Where(c => c.Entries.Count > 0 && !c.Flow.IsBroken).Select(c => (c, (IEnumerable<ApprovalEnding>)turns.GetValueOrDefault(c, [])))], cancellation);
        await MessageStage.TellAsync(batch, cancellation);
    }

    private static void Move(ApprovalCase[] cases, FlowVersion version)
    {
        foreach (ApprovalCase found in cases.Where(c => c.Flow.Text != version.Text))
        {
            found.Flow = version;
            found.IsMoved = true;
        }
    }

    /// <summary>Does an act on a case; refuses the record of the write for which it is, when it cannot be done.</summary>
    public static async Task<ApprovalEnding?> DoAsync(WriteBatch batch, RecordWrite record, ApprovalCase found, ApprovalAct act, CancellationToken cancellation)
    {
        ApprovalOutcome outcome = Try(batch, found, act);
        // Only a step that is about to be entered asks its hooks, one after the other; with each answer the act is tried anew.
        while (batch.Hooks is { } hooks && found.Directory.Unasked is { } hook)
        {
            ApproversFound people = await hooks.FindApproversAsync(batch.Caller, batch.Session, hook, found.Layout.Object, found.Record, found.State.Submitter, cancellation);
            if (people.Problem is { } problem && ScriptCodes.IsOfMachine(problem.Code))
            {
                // That the machine is busy must not change who decides: whoever acts, or the timer, tries again.
                record.Refuse(GraphQLErrorCode.HookFailed, null, problem);
                return null;
            }

            if (people.Problem is { } failed) record.Warn(null, failed);
            await found.Directory.AnswerAsync(new DirectoryPlace(batch.Model, batch.Caller.Schema, batch.Session, batch.Now), hook, people.Users, cancellation);
            outcome = Try(batch, found, act);
        }

        if (outcome.Refusal is { } refusal)
        {
            ApprovalProblems.Refuse(batch, record, found.Flow, refusal);
            return null;
        }

        found.State = outcome.State;
        found.IsByTime = act is ApprovalAct.Elapse;
        found.Entries.AddRange(outcome.Entries.Select((e, i) => i == 0 && act.Files.Length > 0 ? e with { Files = [.. act.Files.Select(f => found.Files[f])] } : e));
        return outcome.Ending;
    }

    private static ApprovalOutcome Try(WriteBatch batch, ApprovalCase found, ApprovalAct act)
    {
        found.Directory.Unasked = null;
        ApprovalMachine machine = new(found.Flow.Outline, found.Directory, Guid.CreateVersion7, batch.Now, batch.Model.TimeOf(found.Flow.Document.Calendar));
        return machine.Do(found.State, act, batch.Caller.UserId, batch.Caller.Permissions.Has(SystemRight.Customize));
    }

    /// <summary>Loads what the machine needs to know, once for all cases of a flow and a submitter.</summary>
    public static async Task PrepareAsync(WriteBatch batch, IReadOnlyCollection<ApprovalCase> cases, Guid[] named, CancellationToken cancellation)
    {
        DirectoryPlace place = new(batch.Model, batch.Caller.Schema, batch.Session, batch.Now);
        List<(ApprovalCase[] Cases, Dictionary<Guid, RecordFacts> Facts)> asked = [];
        foreach (var alike in cases.Where(c => !c.Flow.IsBroken).GroupBy(c => (c.Flow, c.State.Submitter)))
        {
            (FlowVersion flow, Guid submitter) = alike.Key;
            ApprovalCase[] same = [.. alike];
            ApprovalPeople people = new();
            Dictionary<Guid, RecordFacts> facts = [];
            people.Enqueue(place, flow, submitter, [.. named.Concat(same.SelectMany(c => PeopleOf(c.State))).Distinct()]);
            flow.Facts(batch.Model, batch.Caller.Schema)
                .Enqueue(batch.Session, [.. same.Select(c => c.Record).Distinct()], submitter, batch.Now, batch.Caller.TenantTimeZone, facts);
            foreach (ApprovalCase found in same) found.Directory = new ApprovalDirectory(people);
            asked.Add((same, facts));
        }

        await batch.Session.FlushAsync(cancellation);
        foreach ((ApprovalCase[] same, Dictionary<Guid, RecordFacts> facts) in asked)
        {
            foreach (ApprovalCase found in same)
            {
                if (facts.TryGetValue(found.Record, out RecordFacts? answer)) found.Directory.Record = answer;
            }
        }
    }

    private static IEnumerable<Guid> PeopleOf(ApprovalState state) => [.. state.Choices.Values.SelectMany(c => c), .. state.Tasks.SelectMany(t => t.Choices.Append(t.Assignee))];

    /// <summary>The requests of the batch's records that the caller may see; the others are refused as not there.</summary>
    private static async Task<Dictionary<Guid, Guid>> FindAsync(WriteBatch batch, ApprovalCommand command, CancellationToken cancellation)
    {
        Dictionary<Guid, Guid> requests = [];
        FieldSlot[] fields = command.Subject == ApprovalSubject.Task ? [batch.Layout["request"]] : [];
        StatementTemplate statement = RecordStatements.Lock(batch.Layout, batch.Caller, RowRight.Read, RowState.Live, null, fields);
        Guid[] ids = [.. batch.Records.Select(r => r.Id)];
        batch.Session.Enqueue(statement.Bind([ids, batch.Caller.UserId, batch.Caller.Reach]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) requests[reader.GetGuid(0)] = reader.GetGuid(fields.Length);
        });
        await batch.Session.FlushAsync(cancellation);
        HashSet<Guid> seen = [];
        foreach (RecordWrite record in batch.Records)
        {
            if (!requests.ContainsKey(record.Id)) record.Refuse(GraphQLErrorCode.NotFound, null, new ValueProblem(WriteCodes.RecordNotFound));
            else if (!seen.Add(record.Id)) record.Refuse(GraphQLErrorCode.BadUserInput, null, ValueProblem.With(WriteCodes.RepeatedRecord, "index", batch.Records.FindIndex(r => r.Id == record.Id)));
        }

        return requests;
    }

    private static async Task<Dictionary<Guid, ApprovalCase>> LockAsync(WriteBatch batch, Guid[] requests, CancellationToken cancellation)
    {
        RecordLayout layout = ApprovalStore.Layout(batch, ApprovalFields.RequestObject);
        FieldSlot[] fields = [layout["object"], layout["record"]];
        List<(string Object, Guid Record)> records = [];
        batch.Session.Enqueue(RecordStatements.Lock(layout, batch.Caller, RowRight.None, RowState.Live, null, fields).Bind([requests, batch.Caller.UserId, batch.Caller.Reach]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) records.Add((reader.GetString(1), Guid.ParseExact(reader.GetString(2), "D")));
        });
        await batch.Session.FlushAsync(cancellation);
        foreach (IGrouping<string, (string Object, Guid Record)> group in records.GroupBy(r => r.Object).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (!batch.Model.TryGetObject(group.Key, out ObjectModel? source)) continue;
            Guid[] ids = [.. group.Select(r => r.Record).Distinct().Order()];
            StatementTemplate statement = RecordStatements.Lock(RecordLayout.Of(source), batch.Caller, RowRight.None, RowState.Any, SqlLockStrength.NoKeyUpdate, []);
            batch.Session.Enqueue(statement.Bind([ids, batch.Caller.UserId, batch.Caller.Reach]), (_, _) => ValueTask.CompletedTask);
        }

        Dictionary<Guid, ApprovalCase> cases = [];
        ApprovalStore.EnqueueLock(batch, requests, cases);
        await batch.Session.FlushAsync(cancellation);
        return cases;
    }

    // A flow that no longer fits the documents leads nowhere; what it would set on recall cannot be computed either.
    private static bool MayEndBroken(WriteBatch batch, ApprovalAct act) => act is ApprovalAct.Recall or ApprovalAct.Cancel && batch.Caller.Permissions.Has(SystemRight.Customize);

    private static void RefuseBroken(RecordWrite record) => record.Refuse(GraphQLErrorCode.Conflict, null, new ValueProblem(WriteCodes.ApprovalFlowBroken));
}
