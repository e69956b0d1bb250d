using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about approval flows: what a flow would do, and for whom it would not work.</summary>
internal sealed class ApprovalResolvers(NpgsqlDataSource dataSource, IRecordHooks hooks, RecordWriter writer, TimeProvider time)
{
    private const int MostUsers = 2_000, UsersAtOnce = 50;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Who would be asked for a record, now, and why.</summary>
    public async ValueTask<object?> SimulateAsync(ResolveContext context)
    {
        TenantState state = DesignResolvers.Caller(context).State;
        if (Flow(context, state) is not { } flow) return Unknown();
        if (!Guid.TryParseExact(context.Argument<string>("record"), "D", out Guid record)) return Missing();
        Guid submitter = Guid.TryParseExact(context.Argument<string>("submitter"), "D", out Guid given) ? given : DesignResolvers.Caller(context).UserId;
        DateTime now = time.GetUtcNow().UtcDateTime;
        string zone = DesignResolvers.Caller(context).TimeZone;
        await using WriteSession session = new(await dataSource.OpenConnectionAsync(context.CancellationToken), TimeLimit);
        ApprovalPeople people = new();
        ApprovalDirectory directory = new(people);
        Dictionary<Guid, RecordFacts> facts = [];
        Dictionary<string, Guid[]> choices = Choices(context);
        people.Enqueue(new DirectoryPlace(state.Model, state.Schema, session, now), flow, submitter, [.. choices.Values.SelectMany(c => c)]);
        flow.Facts(state.Model, state.Schema).Enqueue(session, [record], submitter, now, zone, facts);
        await session.FlushAsync(context.CancellationToken);
        if (!facts.TryGetValue(record, out RecordFacts? answers)) return Missing();
        directory.Record = answers;
        IReadOnlyList<(string Hook, ValueProblem Problem)> failed = await AskHooksAsync(directory, new DirectoryPlace(state.Model, state.Schema, session, now), state, flow, record, submitter, zone, context.CancellationToken);
        ApprovalSimulation simulation = ApprovalSimulation.Run(flow.Outline, directory, submitter, choices, now, state.Model.TimeOf(flow.Document.Calendar));
        Dictionary<Guid, string> names = await NamesAsync(session, state, simulation.Steps.SelectMany(s => s.Asked).SelectMany(t => new[] { t.Assignee, t.For ?? t.Assignee }), context.CancellationToken);
        string language = context.Argument<string>("language")!;
        return new Dictionary<string, object?>
        {
            ["fits"] = flow.Document.When is not { } when || answers.True.Contains(when),
            ["problem"] = simulation.Problem?.Code,
            ["problemStep"] = simulation.Problem?.Step,
            ["hooks"] = failed.Select(f => new Dictionary<string, object?>
            {
                ["hook"] = f.Hook,
                ["code"] = f.Problem.Code,
                ["message"] = WriteMessages.Catalogue.Text(f.Problem, language),
            }).ToArray(),
            ["skipped"] = simulation.Skipped,
            ["steps"] = simulation.Steps.Select(s => new Dictionary<string, object?>
            {
                ["name"] = s.Step.Name,
                ["label"] = s.Step.Label.In(language),
                ["rule"] = s.Step.Asking.Rule.ToString().ToUpperInvariant(),
                ["because"] = s.Step.Asking.Approvers.Select(Because).ToArray(),
                ["isFallback"] = s.People.IsFallback,
                ["asked"] = s.Asked.Select(t => new Dictionary<string, object?>
                {
                    ["user"] = t.Assignee.ToString("D"),
                    ["name"] = names.GetValueOrDefault(t.Assignee, string.Empty),
                    ["onBehalfOf"] = t.For is { } other ? names.GetValueOrDefault(other, string.Empty) : null,
                    ["automatic"] = t.IsAutomatic,
                    ["through"] = s.People.Of(t.For ?? t.Assignee),
                }).ToArray(),
                ["limits"] = s.Limits.Select(l => new Dictionary<string, object?>
                {
                    ["action"] = l.Limit.Do.ToString().ToUpperInvariant(),
                    ["after"] = l.Limit.After,
                    ["at"] = l.At?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                }).ToArray(),
            }).ToArray(),
        };
    }

    /// <summary>For which submitters a flow would find nobody, or ask themselves.</summary>
    public async ValueTask<object?> CheckAsync(ResolveContext context)
    {
        TenantState state = DesignResolvers.Caller(context).State;
        if (Flow(context, state) is not { } flow) return Unknown();
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using WriteSession session = new(await dataSource.OpenConnectionAsync(context.CancellationToken), TimeLimit);
        List<Guid> users = [];
        session.Enqueue(DirectoryStatements.AllActive(state.Model, state.Schema).Bind(MostUsers), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) users.Add(reader.GetGuid(0));
        });
        await session.FlushAsync(context.CancellationToken);
        List<(string Step, bool IsSelf, Guid User)> found = [];
        foreach (Guid[] some in users.Chunk(UsersAtOnce))
        {
            (Guid User, ApprovalPeople People)[] each = [.. some.Select(u => (u, new ApprovalPeople()))];
            foreach ((Guid user, ApprovalPeople people) in each) people.Enqueue(new DirectoryPlace(state.Model, state.Schema, session, now), flow, user, []);
            await session.FlushAsync(context.CancellationToken);
            found.AddRange(each.SelectMany(e => ApprovalSimulation.Check(flow.Outline, new ApprovalDirectory(e.People), e.User, now).Select(f => (f.Step.Name, f.IsSelf, e.User))));
        }

        Dictionary<Guid, string> names = await NamesAsync(session, state, found.Select(f => f.User), context.CancellationToken);
        return found.GroupBy(f => (f.Step, f.IsSelf)).Select(g => new Dictionary<string, object?>
        {
            ["code"] = g.Key.IsSelf ? "SELF_APPROVAL" : ApprovalCodes.NoApprover,
            ["step"] = g.Key.Step,
            ["count"] = g.Count(),
            ["submitters"] = g.Take(20).Select(f => names.GetValueOrDefault(f.User, string.Empty)).ToArray(),
        }).ToArray();
    }

    private async Task<IReadOnlyList<(string Hook, ValueProblem Problem)>> AskHooksAsync(
        ApprovalDirectory directory, DirectoryPlace place, TenantState state, FlowVersion flow, Guid record, Guid submitter, string zone, CancellationToken cancellation)
    {
        RecordCaller caller = new(state.TenantId, state.Schema, state.Model, PermissionCompiler.Compile(state.Model, []), submitter) { TenantTimeZone = zone };
        await using IHookTransaction transaction = hooks.Begin(writer);
        return await directory.AskHooksAsync(
            place, flow, hook => transaction.FindApproversAsync(caller, place.Session, hook, flow.Layout.Object, record, submitter, cancellation), cancellation);
    }

    private static FlowVersion? Flow(ResolveContext context, TenantState state)
    {
        string name = context.Argument<string>("flow")!;
        DocumentEdit[] edits = DesignResolvers.Edits(context);
        // The flow may be a draft; the records that it asks are those of the objects as they are.
        TenantModel draft = DesignDraft.Of(state, edits).Model;
        if (draft.ApprovalFlow(name) is not { } flow) return null;
        FlowVersion? version = edits.Length == 0 ? FlowVersion.Of(state.Model, flow) : FlowVersion.Of(state.Model, DocumentWriter.WriteCompact(SubFlows.Expand(flow, draft.ApprovalFlow)));
        return version is { IsBroken: false } ? version : null;
    }

    private static Dictionary<string, Guid[]> Choices(ResolveContext context)
    {
        Dictionary<string, Guid[]> choices = new(StringComparer.Ordinal);
        foreach (IReadOnlyDictionary<string, object?> choice in context.Argument<IReadOnlyList<object?>>("approvers")!.Cast<IReadOnlyDictionary<string, object?>>())
        {
            IEnumerable<string> users = ((IReadOnlyList<object?>)choice["users"]!).Cast<string>();
            choices[(string)choice["step"]!] = [.. users.Select(u => Guid.TryParseExact(u, "D", out Guid user) ? user : Guid.Empty)];
        }

        return choices;
    }

    private static string Because(Approver approver) => approver.By switch
    {
        ApproverKind.User => $"user {approver.Email}",
        ApproverKind.Role => $"role {approver.Role}",
        ApproverKind.Team => $"team {approver.Team}",
        ApproverKind.Field => approver.Value!,
        ApproverKind.Hook => $"hook {approver.Hook}",
        ApproverKind.Manager or ApproverKind.Managers or ApproverKind.DepartmentHead => $"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(approver.By.ToString())} {approver.Level ?? 1}",
        _ => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(approver.By.ToString()),
    };

    private static async Task<Dictionary<Guid, string>> NamesAsync(WriteSession session, TenantState state, IEnumerable<Guid> users, CancellationToken cancellation)
    {
        Dictionary<Guid, string> names = [];
        session.Enqueue(DirectoryStatements.Names(state.Model, state.Schema).Bind([users.Distinct().ToArray()]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) names[reader.GetGuid(0)] = reader.GetString(1);
        });
        await session.FlushAsync(cancellation);
        await session.RollbackAsync();
        return names;
    }

    private static FieldErrors Unknown() => FieldErrors.Of(new GraphQLError("There is no such approval flow, or it does not fit the objects as they are.") { Code = GraphQLErrorCode.NotFound, Reason = "APPROVAL_FLOW_UNKNOWN" });

    private static FieldErrors Missing() => FieldErrors.Of(new GraphQLError("There is no such record.") { Code = GraphQLErrorCode.NotFound, Reason = "RECORD_UNKNOWN" });
}
