using System.Collections.Concurrent;
using Platform.GraphQL;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>
/// Decides which transactions are traced and whose traces are kept (decision 0069). Where there are scripts, all are traced, because none is known to fail before it does; kept are those in which one fails,
/// and of those in which scripts run well as many in a minute as the operator wants.
/// </summary>
/// <param name="options">What the operator wants.</param>
/// <param name="keeper">Keeps traces.</param>
/// <param name="time">The clock.</param>
internal sealed class TransactionTraces(TraceOptions options, TraceKeeper keeper, TimeProvider time) : ITransactionTraces
{
    private readonly ConcurrentDictionary<Guid, (long Minute, int Kept)> _kept = new();

    /// <inheritdoc/>
    TransactionTrace? ITransactionTraces.Begin(RecordCaller caller, string? target) =>
        options.Days == 0 || caller.Model.Hooks.IsEmpty ? null : new TransactionTrace(caller, target, time.GetUtcNow());

    /// <inheritdoc/>
    bool ITransactionTraces.End(TransactionTrace trace, bool stands, WriteRefusal? refusal)
    {
        if (trace.Runs.Count == 0) return false;
        TracedRun? failed = trace.Runs.FirstOrDefault(r => r.Outcome.Failure is not null);
        bool isFailed = failed is not null || refusal?.Code == GraphQLErrorCode.HookFailed;
        if (!isFailed && !IsWithinLimit(trace.Caller.TenantId)) return false;
        return keeper.TryKeep(trace, new TraceHeader
        {
            Id = trace.Id,
            TenantId = trace.Caller.TenantId,
            At = trace.At.UtcDateTime,
            UserId = trace.Caller.UserId,
            Object = trace.Target ?? trace.Runs[0].Target,
            Outcome = isFailed ? TraceOutcome.Failed : stands ? TraceOutcome.Done : TraceOutcome.Refused,
            Code = failed?.Outcome.Failure!.Code ?? refusal?.Code,
            Message = failed?.Outcome.Failure!.Message ?? refusal?.Message,
            Hooks = [.. trace.Runs.Select(r => r.Script.Name).Distinct(StringComparer.Ordinal)],
            Objects = [.. trace.Runs.SelectMany(r => r.Objects).Concat(trace.Records.Select(r => r.Layout.Object.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Microseconds = (long)trace.Elapsed.TotalMicroseconds,
        });
    }

    private bool IsWithinLimit(Guid tenant)
    {
        long minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        return _kept.AddOrUpdate(tenant, _ => (minute, 1), (_, was) => was.Minute == minute ? (minute, was.Kept + 1) : (minute, 1)).Kept <= options.PerMinute;
    }
}
