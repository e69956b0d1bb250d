using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Notifications;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Approvals;

/// <summary>What processes do for the records of a write, once they are written: all of it in the write's transaction. What cannot be done refuses the write.</summary>
internal static class ActionStage
{
    /// <summary>Most writes of processes that bring about each other.</summary>
    public const int MostInARow = 8;

    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        DueAction[] due = [.. batch.Actions.Where(a => !a.Record.IsRefused && a.Record.HasEffect)];
        if (due.Length == 0) return;
        if (batch.Depth >= MostInARow)
        {
            ValueProblem problem = ValueProblem.With(WriteCodes.ActionLoop, "max", MostInARow);
            string message = WriteMessages.Catalogue.Text(problem, batch.Caller.Language);
            batch.Refusal = new Records.WriteRefusal(GraphQLErrorCode.LimitExceeded, message, [new Records.WriteProblem(batch.Layout.Object.Name, due[0].Record.Id, null, null, problem.Code, message)]);
            return;
        }

        await NotifyAsync(batch, [.. due.Where(a => a.Action.Do == ProcessActionKind.Notify)], cancellation);
        await ApprovalSubmission.StartByActionAsync(batch, [.. due.Where(a => a.Action.Do == ProcessActionKind.StartApproval).Select(a => (a.Record, a.Action.Flow!))], cancellation);
    }

    private static async Task NotifyAsync(WriteBatch batch, DueAction[] due, CancellationToken cancellation)
    {
        if (due.Length == 0) return;
        ApprovalDirectory people = new();
        DirectoryPlace place = new(batch.Model, batch.Caller.Schema, batch.Session, batch.Now);
        people.Enqueue(place, [.. due.SelectMany(a => a.Action.To)], batch.Caller.UserId);
        await batch.Session.FlushAsync(cancellation);
        NotificationStore.Enqueue(batch, due.Select(a => new Notice
        {
            Type = NoticeTypes.Process,
            Title = a.Action.Text!,
            Key = $"process:{a.Record.Id:D}:{a.Place}:{batch.Now.Ticks}",
            Recipients = [.. a.Users.Concat(a.Action.To.SelectMany(t => Told(people, t, batch.Caller.UserId))).Distinct()],
            IsByTime = batch.Timed is not null,
            Object = batch.Layout.Object.Name,
            Record = a.Record.Id,
        }));
    }

    private static IEnumerable<Guid> Told(ApprovalDirectory people, Approver person, Guid user)
    {
        if (person.By != ApproverKind.Manager) return person.By == ApproverKind.Field ? [] : people.Find(person);
        Guid? at = user;
        for (int level = person.Level ?? 1; level > 0 && at is not null; level--) at = people.ManagerOf(at.Value);
        return at is { } manager ? [manager] : [];
    }
}
