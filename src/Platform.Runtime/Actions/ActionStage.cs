using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>What processes do for the records of a write, once they are written: all of it in the write's transaction. What cannot be done refuses the write.</summary>
internal static class ActionStage
{
    /// <summary>Most writes of processes that bring about each other.</summary>
    public const int MostInARow = 8;

    private static readonly Dictionary<ProcessActionKind, IProcessActionHandler> Handlers =
        new IProcessActionHandler[] { new StartApprovalAction(), new NotifyAction(), new CreateTaskAction(), new CallHookAction(), new SendWebhookAction() }.ToDictionary(h => h.Kind);

    /// <summary>Runs the stage of the write.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Actions.Count == 0) return;
        // What is still to be decided about the records is decided first: what is done for one that is refused could not be taken back by itself.
        if (batch.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        if (!batch.IsRefused) await RunAsync(batch, [.. batch.Actions.Where(a => !a.Record.IsRefused && a.Record.HasEffect)], cancellation);
    }

    /// <summary>Does what is due, in the order of the documents.</summary>
    public static async Task RunAsync(WriteBatch batch, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        if (due.Count == 0) return;
        if (batch.Depth >= MostInARow)
        {
            ValueProblem problem = ValueProblem.With(WriteCodes.ActionLoop, "max", MostInARow);
            string message = WriteMessages.Catalogue.Text(problem, batch.Caller.Language);
            batch.Refusal = new WriteRefusal(GraphQLErrorCode.LimitExceeded, message, [new WriteProblem(batch.Layout.Object.Name, due[0].Record.Id, null, null, problem.Code, message)]);
            return;
        }

        foreach (var action in due.GroupBy(d => d.Action, ReferenceEqualityComparer.Instance))
        {
            DueAction[] records = [.. action];
            await Handlers[records[0].Action.Do].RunAsync(batch, records[0].Action, records, cancellation);
            if (batch.IsRefused) return;
        }
    }
}
