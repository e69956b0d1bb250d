using System.Diagnostics;
using Platform.Runtime.Actions;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Approvals;
using Platform.Runtime.Comments;
using Platform.Runtime.Identity;
using Platform.Runtime.Tasks;
using Platform.Runtime.Writing.Converting;
using Platform.Runtime.Writing.Stages;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Writing;

/// <summary>
/// The way of every write of every kind, written out: stages run in this order over all records of the request at once, with one statement per
/// stage and object, never one per record. See docs/writing.md.
/// </summary>
internal static class WritePipeline
{
    private const string Conditions = "conditions";
    private static readonly ActivitySource Source = new("Platform.Writing");

    private static readonly (string Name, Func<WriteBatch, CancellationToken, Task> Run)[] Stages =
    [
        ("read", ReadStage.RunAsync),           // inputs become canonical values
        ("load", LoadStage.RunAsync),           // stored records, locked in the order of their ids; upserts find theirs
        ("due", TimedStage.RunAsync),           // what time does ends here when it is not due
        ("authorise", AuthoriseStage.RunAsync), // object and field rights; row rights are part of the load
        ("conversions", ConvertedRecords.RunAsync), // what has become something else stays as it is
        ("defaults", DefaultsStage.RunAsync),   // constants, owner, stamps, autonumbers, computed defaults
        ("before-hooks", HookStages.BeforeAsync), // custom logic; what it sets is written along
        ("stages", StageAssignment.RunAsync),   // the pipeline of a record, the stage that it comes into, and what that sets
        ("tasks", TaskStage.RunAsync),          // whose a task is, and since when it is done
        ("comments", CommentStage.RunAsync),    // records that comments stand at
        ("computed fields", HookStages.ComputeAsync), // fields that hooks compute, of all that is set by now
        ("compare", CompareStage.RunAsync),     // what really changes; a write without effect ends here
        (Conditions, ConditionStage.RunAsync), // conditions of fields, record types, dependent choices, rules; what a stage of a pipeline asks for;
                                                // formulas are computed as they are read
        ("validate", ValidateStage.RunAsync),   // required, choices, references, duplicates
        ("validation-hooks", HookStages.ValidateAsync), // custom logic that only objects
        ("locks", ApprovalLocks.RunAsync),      // records under approval
        ("deletions to approve", ApprovalSubmission.StartInsteadOfDeletionAsync), // records that go only once that is approved
        ("persist", PersistStage.RunAsync),     // rows and links, the recycle bin with all that hangs on a record
        ("memberships", MembershipStage.RunAsync), // who may sign in, and with which roles
        ("history", HistoryStage.RunAsync),     // changed fields
        ("stage entries", StageEntries.RunAsync), // which stages records came into, from where and after how long
        ("after-hooks", HookStages.AfterAsync), // custom logic over what is written
        ("approvals", ApprovalStage.RunAsync),  // approvals that an edit makes void, flows that start
        ("actions", (b, c) => ActionStage.RunAsync(b, c)), // what stages do that records have left or entered
        ("messages", MessageStage.RunAsync),    // what those who listen to the object have to send
        ("task follow-up", TaskFollowUp.RunAsync), // reminders, who is told of tasks, the next of a series
        ("mentions", CommentStage.FollowAsync), // who is told of comments
        ("outbox", OutboxStage.RunAsync),       // what leaves the database leaves from here
        ("rollups", RollupStage.RunAsync),      // sums of lists, last, because they lock what many writers share
    ];

    /// <summary>Runs what comes before anything is decided: inputs are read, records loaded, rights checked.</summary>
    public static async Task FindAsync(WriteBatch batch, CancellationToken cancellation)
    {
        await ReadStage.RunAsync(batch, cancellation);
        if (!batch.IsRefused) await LoadStage.RunAsync(batch, cancellation);
        if (!batch.IsRefused) await AuthoriseStage.RunAsync(batch, cancellation);
    }

    /// <summary>Computes the fields of stored records that hooks compute, and writes what differs: nobody wrote these records, so no rule is asked and no history made.</summary>
    public static async Task RecomputeAsync(WriteBatch batch, CancellationToken cancellation)
    {
        await LoadStage.RunAsync(batch, cancellation);
        // Gone meanwhile: there is nothing to compute.
        batch.Records.RemoveAll(r => r.Old is null);
        await HookStages.ComputeAsync(batch, cancellation);
        if (batch.IsRefused) return;
        await CompareStage.RunAsync(batch, cancellation);
        await PersistStage.RunAsync(batch, cancellation);
        await OutboxStage.RunAsync(batch, cancellation);
        await RollupStage.RunAsync(batch, cancellation);
    }

    /// <summary>Runs what a form asks for while it is filled in: what the write would find, with defaults, and what hooks object to.</summary>
    public static async Task LookAsync(WriteBatch batch, CancellationToken cancellation)
    {
        await FindAsync(batch, cancellation);
        if (!batch.IsRefused) await DefaultsStage.RunAsync(batch, cancellation);
        if (!batch.IsRefused) await HookStages.ValidateAsync(batch, cancellation);
    }

    /// <summary>Runs the stages; the caller commits when the batch stands.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        TransactionTrace? trace = batch.Session.Trace;
        foreach ((string name, Func<WriteBatch, CancellationToken, Task> run) in Stages)
        {
            using Activity? activity = Source.StartActivity(name);
            TimeSpan begun = trace?.Elapsed ?? TimeSpan.Zero;
            await run(batch, cancellation);
            trace?.Staged(batch.Layout.Object.Name, name, begun);
            // What conditions and validation have to say is said in one answer.
            if (!batch.IsRefused || (name == Conditions && batch.Refusal is null)) continue;
            // Checks that are under way may find more to say, all of it in one answer.
            if (batch.HasPendingChecks || batch.Session.GuardsReferences) await batch.Session.FlushAsync(cancellation);
            break;
        }

        trace?.Wrote(batch);
    }
}
