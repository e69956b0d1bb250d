using Npgsql;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Approvals;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Publishing;

/// <summary>Pending requests of approval flows that a deploy changes: how many and which they are, and what becomes of them.</summary>
internal sealed class RunningRequests(TenantState from, TenantState to, IReadOnlyList<RunningChoice> choices)
{
    private const int MostShown = 20;

    /// <summary>The flows with pending requests that change.</summary>
    public async Task<IReadOnlyList<RunningFlow>> FindAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        string[] changed = [.. from.Model.ApprovalFlows.Where(f => Whole(from.Model, f) != (to.Model.ApprovalFlow(f.Name) is { } next ? Whole(to.Model, next) : null)).Select(f => f.Name)];
        if (changed.Length == 0) return [];
        List<(string Flow, RunningRequest Request, string? Step)> rows = [];
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Pending(from.Model, from.Schema).Bind([changed]));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            RunningRequest request = new(reader.GetGuid(1), reader.GetString(2), reader.GetString(3), await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4));
            rows.Add((reader.GetString(0), request, await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetString(5)));
        }

        return [.. rows.GroupBy(r => r.Flow).Select(g => Flow(g.Key, [.. g.Select(r => (r.Request, r.Step))]))];
    }

    /// <summary>What the choices do, as findings; with those of the flows alone, as they are without a choice.</summary>
    public IEnumerable<Hazard> Hazards(IReadOnlyList<RunningFlow> flows, IReadOnlyList<Hazard> found, EquatableArray<ModelChange> changes)
    {
        foreach (Hazard hazard in found)
        {
            bool isOfFlow = hazard.Code is HazardCodes.ApprovalsRunning or HazardCodes.ApprovalsLeft && flows.Any(f => f.Action != RunningAction.Keep && f.Name == changes[hazard.Change].Source.Name);
            if (!isOfFlow) yield return hazard;
        }

        foreach (RunningFlow flow in flows.Where(f => f.Action != RunningAction.Keep))
        {
            int change = Math.Max(0, changes.Select((c, i) => (c, i)).FirstOrDefault(c => c.c.Source is { Kind: DocumentKinds.ApprovalFlow } s && s.Name == flow.Name).i);
            if (flow.Action == RunningAction.Cancel)
            {
                yield return Of(PublishCodes.ApprovalsCancel, HazardSeverity.Confirm, change, flow.Count, $"Pending requests of the approval flow {flow.Name} end: {flow.Count}.", $"审批流 {flow.Name} 的 {flow.Count} 个审批中的申请将被终止。");
                continue;
            }

            yield return Of(PublishCodes.ApprovalsMove, HazardSeverity.Info, change, flow.Count, $"Pending requests of the approval flow {flow.Name} go over to its new version: {flow.Count}.", $"审批流 {flow.Name} 的 {flow.Count} 个审批中的申请将转到新版本。");
            foreach (RunningStep step in flow.Steps.Where(s => s.To is null))
            {
                yield return Of(
                    PublishCodes.ApprovalStepGone, HazardSeverity.Confirm, change, step.Waiting,
                    $"Requests of the approval flow {flow.Name} that wait in the step {step.Name}, which its new version has not, go on with what follows: {step.Waiting}.",
                    $"审批流 {flow.Name} 的新版本没有步骤 {step.Name}，在其中等待的 {step.Waiting} 个申请将进入后续步骤。");
            }
        }

        foreach (RunningChoice choice in choices.Where(c => c.Action != RunningAction.Keep))
        {
            if (Fault(choice) is var (en, zh)) yield return Of(PublishCodes.OnRunningInvalid, HazardSeverity.Block, 0, 1, en, zh);
        }
    }

    /// <summary>The command that has the requests of a flow go over, or end: a timer for each, so that one that cannot is tried again by itself. It belongs to the deploy's transaction.</summary>
    public NpgsqlBatchCommand? Command(RunningChoice choice, Guid? by, DateTime now)
    {
        if (choice.Action == RunningAction.Keep) return null;
        bool moves = choice.Action == RunningAction.Move;
        RunningApproval what = new(choice.Flow, moves, choice.Steps, choice.Note, by, to.Revision)
        {
            Definition = moves && to.Model.ApprovalFlow(choice.Flow) is { } flow ? Whole(to.Model, flow) : null,
        };
        return RunningApprovalTimers.Due(from.Model, from.Schema, choice.Flow).Bind(from.TenantId, now, choice.Flow, RunningApprovalTimers.Write(what), to.Revision);
    }

    private static string Whole(TenantModel model, ApprovalFlowDocument flow) => DocumentWriter.WriteCompact(SubFlows.Expand(flow, model.ApprovalFlow));

    private RunningFlow Flow(string name, IReadOnlyList<(RunningRequest Request, string? Step)> rows)
    {
        RunningChoice? choice = choices.FirstOrDefault(c => c.Flow == name);
        FlowOutline? next = to.Model.ApprovalFlow(name) is { } flow ? new FlowOutline(SubFlows.Expand(flow, to.Model.ApprovalFlow)) : null;
        RunningRequest[] requests = [.. rows.Select(r => r.Request).DistinctBy(r => r.Id)];
        RunningStep[] steps = [.. rows.Where(r => r.Step is not null).GroupBy(r => r.Step!).Select(g => new RunningStep(g.Key, g.DistinctBy(r => r.Request.Id).Count(), Target(next, choice, g.Key)))];
        return new RunningFlow(
            name, from.Model.ApprovalFlow(name)?.Label ?? LocalizedText.Of(name), next is null, choice?.Action ?? RunningAction.Keep, requests.Length, [.. requests.Take(MostShown)], steps);
    }

    private static string? Target(FlowOutline? next, RunningChoice? choice, string step)
    {
        string name = choice?.Steps.GetValueOrDefault(step, step) ?? step;
        return next?.Find(name) is { Step.Branches.IsEmpty: true } ? name : null;
    }

    private (string English, string Chinese)? Fault(RunningChoice choice)
    {
        if (from.Model.ApprovalFlow(choice.Flow) is null) return ($"There is no approval flow {choice.Flow} whose requests could be pending.", $"没有审批流 {choice.Flow}。");
        if (choice.Action != RunningAction.Move) return null;
        if (to.Model.ApprovalFlow(choice.Flow) is not { } flow) return ($"The approval flow {choice.Flow} is removed; its requests cannot go over to a new version.", $"审批流 {choice.Flow} 将被删除，申请无法转到新版本。");
        FlowOutline next = new(SubFlows.Expand(flow, to.Model.ApprovalFlow));
        if (choice.Steps.Values.FirstOrDefault(s => next.Find(s) is not { Step.Branches.IsEmpty: true }) is { } gone)
        {
            return ($"The new version of {choice.Flow} has no step {gone} in which people are asked.", $"{choice.Flow} 的新版本没有审批步骤 {gone}。");
        }

        FlowOutline old = new(SubFlows.Expand(from.Model.ApprovalFlow(choice.Flow)!, from.Model.ApprovalFlow));
        IEnumerable<string> asked = old.Asking.Select(s => s.Name).Union(choice.Steps.Keys);
        return asked.GroupBy(s => choice.Steps.GetValueOrDefault(s, s)).FirstOrDefault(g => next.Find(g.Key) is not null && g.Count() > 1) is { } several
            ? ($"Of {choice.Flow} the steps {string.Join(", ", several)} would become one step, {several.Key}.", $"{choice.Flow} 的步骤 {string.Join("、", several)} 将变为同一步骤 {several.Key}。")
            : null;
    }

    private static Hazard Of(string code, HazardSeverity severity, int change, long count, string english, string chinese) =>
        new(code, severity, change, new LocalizedText([new LocalizedEntry("en", english), new LocalizedEntry("zh-CN", chinese)]), count, []);

    /// <summary>The parameter is the flows; the result flow, request, object, record, the record's name, and each step in which it waits.</summary>
    private static StatementTemplate Pending(TenantModel model, string schema)
    {
        RecordLayout requests = RecordLayout.Of(model.Object(ApprovalFields.RequestObject)), tasks = RecordLayout.Of(model.Object(ApprovalFields.TaskObject));
        SqlExpression Q(string field) => Column("q", requests[field].Columns[0].Name);
        SqlExpression K(string field) => Column("k", tasks[field].Columns[0].Name);
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Q("flow")), new SqlItem(Q(SystemFields.Id)), new SqlItem(Q("object")), new SqlItem(Q("record")), new SqlItem(Q("recordName")), new SqlItem(K("step"))],
            From = new SqlTableSource(new SqlTable(schema, requests.Object.Table), "q").LeftJoin(
                new SqlTableSource(new SqlTable(schema, tasks.Object.Table), "k"), And(K("request").EqualTo(Q(SystemFields.Id)), K("status").EqualTo(Literal("pending")))),
            Where = And(
                Q("flow").EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 0)),
                Q("status").EqualToAny(new SqlArrayLiteral([Literal("pending"), Literal("returned")], SqlType.Text.Array)),
                Q(SystemFields.DeletedAt).IsNull()),
            OrderBy = [new SqlOrder(Q("flow")), new SqlOrder(Q(SystemFields.Id))],
        });
    }
}
