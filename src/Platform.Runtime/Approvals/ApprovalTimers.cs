using System.Text.Json;
using Platform.Metadata.Calendars;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Approvals;

/// <summary>The timers of requests: one for each that has a time limit before it, due when the next of its limits is reached. They stand and fall with the acts that set them.</summary>
internal static class ApprovalTimers
{
    /// <summary>Their topic; a timer's key is the request.</summary>
    public const string Topic = "approval";

    /// <summary>Queues the timers that acts make for: set, set to another instant, or taken back.</summary>
    public static void Enqueue(WriteBatch batch, IEnumerable<ApprovalCase> cases) =>
        Put(batch, [.. cases.Select(c => (Case: c, Due: DueOf(batch, c, c.State))).Where(c => c.Due != DueOf(batch, c.Case, c.Case.Before))]);

    /// <summary>Queues the timers of requests whose timer has been taken: each is set anew as long as a limit is left.</summary>
    public static void EnqueueAnew(WriteBatch batch, IEnumerable<ApprovalCase> cases) =>
        Put(batch, [.. cases.Select(c => (Case: c, Due: DueOf(batch, c, c.State))).Where(c => c.Due is not null)]);

    /// <summary>Who submitted, from a timer's payload.</summary>
    public static Guid SubmitterOf(DueTimer timer) => JsonSerializer.Deserialize<Payload>(timer.Payload)!.Submitter;

    private static DateTime? DueOf(WriteBatch batch, ApprovalCase found, ApprovalState state)
    {
        if (state.Status != RequestStatus.Pending) return null;
        WorkingTime time = batch.Model.TimeOf(found.Flow.Document.Calendar);
        return new ApprovalClock(found.Flow.Outline, time).Next(state.Steps)?.At;
    }

    private static void Put(WriteBatch batch, (ApprovalCase Case, DateTime? Due)[] timers)
    {
        (string, DateTime, string)[] set = [.. timers.Where(t => t.Due is not null).Select(t => (t.Case.Id.ToString("D"), t.Due!.Value, JsonSerializer.Serialize(new Payload(t.Case.State.Submitter))))];
        string[] taken = [.. timers.Where(t => t.Due is null).Select(t => t.Case.Id.ToString("D"))];
        if (set.Length > 0) batch.Session.Enqueue(TimerStore.SetMany(batch.Caller.TenantId, Topic, set));
        if (taken.Length > 0) batch.Session.Enqueue(TimerStore.Cancel(batch.Caller.TenantId, Topic, taken));
    }

    private sealed record Payload(Guid Submitter);
}
