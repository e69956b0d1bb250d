using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Runs the fields of a mutation one after the other.</summary>
internal sealed class MutationRunner(
    RecordsSchema schema,
    RecordCaller caller,
    IRecordWriter writer,
    IActionRunner? actions,
    EncryptedValues encrypted,
    IReadOnlyDictionary<string, object?> variables,
    Func<RecordCaller, IReadOnlyDictionary<string, object?>, Guid[], BindingContext> bind)
{
    /// <summary>Runs those fields that were not run before.</summary>
    public async Task RunAsync(IReadOnlyList<MutationPlan> mutations, MutationProgress progress, CancellationToken cancellation)
    {
        progress.Plan(mutations);
        while (progress.Next is { } next) progress.Note(await RunAsync(next, progress, cancellation));
    }

    private async Task<WriteOutcome?> RunAsync(MutationPlan plan, MutationProgress progress, CancellationToken cancellation)
    {
        if (plan.Action is not null) return await RunActionAsync(plan, progress, cancellation);
        if (plan.Binding is null) return null;
        PlannedMutation? mutation = plan.Bind(schema, caller.Schema, caller.ReachForm, bind(caller, variables, []), out IReadOnlyList<GraphQLError> errors);
        if (mutation is null)
        {
            progress.Errors.AddRange(errors.Select(e => e with { Path = [plan.ResponseName] }));
            return null;
        }

        return await FinishAsync(plan, projection => writer.WriteAsync(mutation, caller, projection, cancellation), progress);
    }

    private RecordProjection Projection(MutationPlan plan, Func<Guid[], BoundStatement> read, IReadOnlyDictionary<string, RecordProjection> converted)
    {
        if (plan.Returned is not { } returned) return new RecordProjection(read) { Converted = converted };
        BindingContext context = bind(caller, variables, []);
        return new RecordProjection(read, returned, owner => returned.Covers(owner, context)) { Converted = converted };
    }

    private Task<WriteOutcome?> RunActionAsync(MutationPlan plan, MutationProgress progress, CancellationToken cancellation)
    {
        if (actions is null) throw new InvalidOperationException("Nobody runs actions here.");
        return FinishAsync(plan, projection => actions.RunAsync(plan.BindAction(bind(caller, variables, [])), caller, projection, cancellation), progress);
    }

    private async Task<WriteOutcome?> FinishAsync(MutationPlan plan, Func<RecordProjection?, Task<WriteOutcome>> carryOut, MutationProgress progress)
    {
        string mark = "";
        Dictionary<string, RecordProjection> converted = new(StringComparer.Ordinal);
        Dictionary<string, string> marks = new(StringComparer.Ordinal);
        foreach (string alias in plan.ConvertedAliases) converted[alias] = new RecordProjection(ids => ReadConverted(alias, ids));
        WriteOutcome outcome = await carryOut(plan.SelectsRecords || converted.Count > 0 ? Projection(plan, ReadRecords, converted) : null);
        if (outcome.Refusal is { } refusal)
        {
            progress.Errors.Add(Error(refusal, plan.ResponseName));
            return null;
        }

        if (outcome.Conversion is { } conversion && converted.Keys.Any(plan.HasEncryptedConverted)) outcome = outcome with { Conversion = conversion with { Targets = [.. conversion.Targets.Select(Revealed)] } };
        return plan.HasEncryptedValues
            ? outcome with { Records = [.. outcome.Records.Select(r => r is null ? null : encrypted.Reveal(r, mark, caller.TenantId))] }
            : outcome;

        BoundStatement ReadRecords(Guid[] ids)
        {
            BindingContext context = bind(caller, variables, ids);
            mark = context.Mark;
            return plan.ReadRecords(context);
        }

        BoundStatement ReadConverted(string alias, Guid[] ids)
        {
            BindingContext context = bind(caller, variables, ids);
            marks[alias] = context.Mark;
            return plan.ReadConverted(alias, context);
        }

        ConvertedTarget Revealed(ConvertedTarget target) =>
            target.Record is { } text && plan.HasEncryptedConverted(target.Alias) ? target with { Record = encrypted.Reveal(text, marks[target.Alias], caller.TenantId) } : target;
    }

    private static GraphQLError Error(WriteRefusal refusal, string path)
    {
        ImmutableArray<KeyValuePair<string, object?>> extensions = refusal.Problems.Count == 0
            ? []
            : [new("problems", new JsonArray([.. refusal.Problems.Select(Problem)]))];
        if (refusal.TraceId is { } trace) extensions = extensions.Add(new("traceId", trace.ToString("D")));
        return new GraphQLError(refusal.Message) { Code = refusal.Code, Path = [path], Extensions = extensions };
    }

    private static JsonObject Problem(WriteProblem problem) => new()
    {
        ["object"] = problem.Object,
        ["id"] = problem.Id?.ToString("D"),
        ["index"] = problem.Index,
        ["field"] = problem.Field,
        ["code"] = problem.Code,
        ["message"] = problem.Message,
    };
}
