using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Converting;

namespace Platform.Runtime.Writing;

public sealed partial class RecordWriter
{
    private Task<WriteOutcome> ConvertAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        if (ConversionRequest.Of(mutation, out ValueProblem problem) is not { } request) return Task.FromResult(Refused(caller, GraphQLErrorCode.BadUserInput, problem));
        return RunAsync(request.Object, caller, checksDuplicates: false, async transaction =>
        {
            ConversionSteps steps = new(transaction, caller, request, cancellation);
            WriteBatch? refused = await steps.RunAsync();
            if (refused is not null) return request.IsDryRun ? await ToldAsync(transaction, steps, refused, caller) : await EndAsync(transaction, caller, refused, request.Id, null, false, cancellation);
            await ReadTargetsAsync(transaction, steps, projection, cancellation);
            bool isDone = !steps.Targets.Any(steps.IsUndecided);
            return await EndAsync(transaction, caller, null, request.Id, mutation.SelectsRecords ? projection : null, request.IsDryRun, cancellation) with
            {
                Conversion = new ConversionOutcome(steps.Conversion!, isDone, [.. steps.Targets.Select(t => t.Told(caller, !request.IsDryRun))], []),
                Moved = steps.Moved,
                Warnings = [.. steps.Written.SelectMany(b => Outcome(b).Warnings)],
            };
        }, cancellation);
    }

    private Task<WriteOutcome> ConvertManyAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        if (ConversionRequest.OfMany(mutation, out ValueProblem problem) is not { } requests)
        {
            return Task.FromResult(Refused(caller, problem.Code == WriteCodes.TooManyRecords ? GraphQLErrorCode.LimitExceeded : GraphQLErrorCode.BadUserInput, problem));
        }

        if (requests.Count == 0) return Task.FromResult(new WriteOutcome());
        return mutation.Arguments.GetValueOrDefault("allOrNone") is false
            ? ConvertOneByOneAsync(requests, caller, projection, cancellation)
            : ConvertTogetherAsync(requests, caller, projection, cancellation);
    }

    private Task<WriteOutcome> ConvertTogetherAsync(IReadOnlyList<ConversionRequest> requests, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation) =>
        RunAsync(requests[0].Object, caller, checksDuplicates: false, async transaction =>
        {
            List<WriteProblem> warnings = [];
            for (int i = 0; i < requests.Count; i++)
            {
                ConversionSteps steps = new(transaction, caller, requests[i], cancellation);
                if (await steps.RunAsync() is { } refused)
                {
                    WriteOutcome outcome = await EndAsync(transaction, caller, refused, requests[i].Id, null, false, cancellation);
                    return outcome with { Refusal = At(outcome.Refusal!, i) };
                }

                int at = i;
                warnings.AddRange(steps.Written.SelectMany(b => Outcome(b).Warnings).Select(w => w with { Index = at }));
            }

            return await EndAsync(transaction, caller, null, [.. requests.Select(r => r.Id)], projection, false, cancellation) with { Warnings = warnings };
        }, cancellation);

    private async Task<WriteOutcome> ConvertOneByOneAsync(IReadOnlyList<ConversionRequest> requests, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        List<WriteOutcome> outcomes = [];
        foreach (ConversionRequest request in requests) outcomes.Add(await ConvertTogetherAsync([request], caller, projection, cancellation));
        return new WriteOutcome
        {
            Records = projection is null ? [] : [.. outcomes.Select(o => o.Records.Count > 0 ? o.Records[0] : null)],
            Affected = outcomes.Count(o => o.Refusal is null),
            Failures = [.. outcomes.Select((o, i) => (o.Refusal, i)).Where(o => o.Refusal is not null).Select(o => new WriteFailure(o.i, At(o.Refusal!, o.i)))],
            Warnings = [.. outcomes.SelectMany((o, i) => o.Warnings.Select(w => w with { Index = i }))],
        };
    }

    private static WriteRefusal At(WriteRefusal refusal, int index) => refusal with { Problems = [.. refusal.Problems.Select(p => p with { Index = index })] };

    /// <summary>What a dry run found that stands in the way, with what it would have written. What has nothing to do with targets and rules of the record is an error as otherwise.</summary>
    private static async Task<WriteOutcome> ToldAsync(WriteTransaction transaction, ConversionSteps steps, WriteBatch refused, RecordCaller caller)
    {
        await transaction.Session.RollbackAsync();
        WriteOutcome outcome = Outcome(refused);
        if (steps.Conversion is null) return outcome;
        IReadOnlyList<WriteProblem> problems = outcome.Refusal!.Problems.Count > 0
            ? outcome.Refusal.Problems
            : [new WriteProblem(refused.Layout.Object.Name, null, null, null, outcome.Refusal.Code, outcome.Refusal.Message)];
        if (steps.Refused is { } target) target.Problems = problems;
        return new WriteOutcome
        {
            Conversion = new ConversionOutcome(steps.Conversion, false, [.. steps.Targets.Select(t => t.Told(caller, isKept: false))], steps.Refused is null ? problems : []),
        };
    }

    private static async Task ReadTargetsAsync(WriteTransaction transaction, ConversionSteps steps, RecordProjection? projection, CancellationToken cancellation)
    {
        foreach (PlannedTarget target in steps.Targets)
        {
            if (target.Id is not { } id || projection?.Converted.GetValueOrDefault(target.Model.Alias) is not { } selected) continue;
            transaction.Session.Enqueue(selected.Statement([id]), async (reader, c) =>
                target.Record = await reader.ReadAsync(c) && !await reader.IsDBNullAsync(1, c) ? reader.GetString(1) : null);
        }

        await transaction.Session.FlushAsync(cancellation);
    }
}
