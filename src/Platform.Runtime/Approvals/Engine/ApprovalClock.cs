using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <summary>When the time limits of a request's steps are reached. It runs for a step while people are asked, from when they were.</summary>
/// <param name="outline">The flow.</param>
/// <param name="time">The working time by which it counts.</param>
internal sealed class ApprovalClock(FlowOutline outline, WorkingTime time)
{
    /// <summary>The limit that is reached first; null when none is, or never.</summary>
    public ReachedLimit? Next(IReadOnlyDictionary<string, StepState> steps) => outline.Asking
        .Where(s => !s.Asking.TimeLimits.IsEmpty && steps.TryGetValue(s.Name, out StepState? state) && state.Status == StepStatus.Open)
        .SelectMany(s => Of(s, steps[s.Name])).MinBy(l => l.At);

    /// <summary>How often a limit has been reached since people were asked, by an instant.</summary>
    public int Reached(StepState step, TimeLimit limit, DateTime by)
    {
        int times = step.AskedAt is null ? 0 : Times(limit), reached = 0;
        while (reached < times && At(step.AskedAt!.Value, limit, reached) <= by) reached++;
        return reached;
    }

    /// <summary>When limits of a step are first reached, if people are asked at an instant.</summary>
    public IEnumerable<(TimeLimit Limit, DateTime? At)> Of(ApprovalStep step, DateTime askedAt) => step.Asking.TimeLimits.Select(l => (l, At(askedAt, l, 0)));

    private IEnumerable<ReachedLimit> Of(ApprovalStep step, StepState state)
    {
        EquatableArray<TimeLimit> limits = step.Asking.TimeLimits;
        for (int i = 0; i < limits.Count; i++)
        {
            int done = i < state.Elapsed.Count ? state.Elapsed[i] : 0;
            if (done < Times(limits[i]) && state.AskedAt is { } asked && At(asked, limits[i], done) is { } at) yield return new ReachedLimit(step, i, at);
        }
    }

    private static int Times(TimeLimit limit) => limit.Times ?? 1;

    private DateTime? At(DateTime askedAt, TimeLimit limit, int before) => time.Add(askedAt, TimeSpan.FromMinutes(limit.After + (before * (limit.Every ?? 0))));
}

/// <summary>A time limit that is reached.</summary>
/// <param name="Step">The step.</param>
/// <param name="Index">Which of its limits.</param>
/// <param name="At">When, UTC.</param>
internal sealed record ReachedLimit(ApprovalStep Step, int Index, DateTime At)
{
    /// <summary>The limit.</summary>
    public TimeLimit Limit => Step.Asking.TimeLimits[Index];
}
