using System.Text.Json;
using Npgsql;
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

    /// <summary>Queues the timer that an act makes for: set, set to another instant, or taken back.</summary>
    public static void Enqueue(WriteBatch batch, ApprovalCase found)
    {
        DateTime? due = DueOf(batch, found, found.State);
        if (due != DueOf(batch, found, found.Before)) Put(batch, found, due);
    }

    /// <summary>Queues the timers of requests whose timer has been taken: each is set anew as long as a limit is left.</summary>
    public static void EnqueueAnew(WriteBatch batch, IEnumerable<ApprovalCase> cases)
    {
        foreach (ApprovalCase found in cases)
        {
            if (DueOf(batch, found, found.State) is { } due) Put(batch, found, due);
        }
    }

    /// <summary>Who submitted, from a timer's payload.</summary>
    public static Guid SubmitterOf(DueTimer timer) => JsonSerializer.Deserialize<Payload>(timer.Payload)!.Submitter;

    private static DateTime? DueOf(WriteBatch batch, ApprovalCase found, ApprovalState state)
    {
        if (state.Status != RequestStatus.Pending) return null;
        WorkingTime time = batch.Model.TimeOf(found.Flow.Document.Calendar);
        return new ApprovalClock(found.Flow.Outline, time).Next(state.Steps)?.At;
    }

    private static void Put(WriteBatch batch, ApprovalCase found, DateTime? due)
    {
        string key = found.Id.ToString("D");
        NpgsqlBatchCommand command = due is { } at
            ? TimerStore.Set(batch.Caller.TenantId, Topic, key, at, JsonSerializer.Serialize(new Payload(found.State.Submitter)))
            : TimerStore.Cancel(batch.Caller.TenantId, Topic, key);
        batch.Session.Enqueue(command);
    }

    private sealed record Payload(Guid Submitter);
}
