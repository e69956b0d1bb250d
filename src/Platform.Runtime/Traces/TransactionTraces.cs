using System.Collections.Concurrent;
using Platform.GraphQL;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>
/// Decides which transactions are traced and whose traces are kept (decision 0069). Where there are scripts, all are traced, because none is known to fail before it does; kept are those in which one fails, as
/// far as anybody could look at them, and of those in which scripts run well as many in a minute as the operator wants.
/// </summary>
/// <param name="options">What the operator wants.</param>
/// <param name="keeper">Keeps traces.</param>
/// <param name="time">The clock.</param>
internal sealed class TransactionTraces(TraceOptions options, TraceKeeper keeper, TimeProvider time) : ITransactionTraces
{
    /// <summary>Traces of a tenant's failures that a node keeps in a minute: a hook that fails at every record of an import fails the same way each time.</summary>
    internal const int MostFailures = 600;

    private readonly ConcurrentDictionary<(Guid Tenant, bool IsFailed), (long Minute, int Kept)> _kept = new();

    /// <inheritdoc/>
    // Writes run hooks alone; a transaction of scripts is there for one of any kind.
    TransactionTrace? ITransactionTraces.Begin(RecordCaller caller, string? target) =>
        options.Days == 0 || (target is not null && caller.Model.Hooks.IsEmpty) ? null : new TransactionTrace(caller, target, time.GetUtcNow());

    /// <inheritdoc/>
    bool ITransactionTraces.End(TransactionTrace trace, bool stands, WriteRefusal? refusal)
    {
        if (trace.Runs.Count == 0) return false;
        TracedRun? failed = trace.Runs.FirstOrDefault(r => r.Outcome.Failure is not null);
        bool isFailed = failed is not null || refusal?.Code is GraphQLErrorCode.HookFailed or GraphQLErrorCode.Internal;
        if (!IsWithinLimit(trace.Caller.TenantId, isFailed))
        {
            if (isFailed) keeper.Lose(trace.Caller.TenantId);
            return false;
        }

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

    private bool IsWithinLimit(Guid tenant, bool isFailed)
    {
        int most = isFailed ? Math.Max(MostFailures, options.PerMinute) : options.PerMinute;
        long minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        return _kept.AddOrUpdate((tenant, isFailed), _ => (minute, 1), (_, was) => was.Minute == minute ? (minute, was.Kept + 1) : (minute, 1)).Kept <= most;
    }
}
