using Platform.Expressions.Evaluation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Evaluation;

namespace Platform.Runtime.Writing.Progress;

/// <summary>Something that a process does for a record, once it is written.</summary>
/// <param name="Record">The record.</param>
/// <param name="Action">What.</param>
/// <param name="Users">The users whom the record names for it.</param>
/// <param name="Place">Names the action among those of its record, so that what it tells is told once.</param>
internal sealed record DueAction(RecordWrite Record, ProcessAction Action, IReadOnlyList<Guid> Users, string Place)
{
    /// <summary>Adds what leaving the one stage and entering the other brings with it; conditions are asked about the record as it will be.</summary>
    public static void Add(WriteBatch batch, StageExpressions stages, RecordWrite record, StageChange change)
    {
        int place = 0;
        foreach (ProcessActionModel action in (change.From?.ExitActions ?? []).Concat(change.To.EnterActions))
        {
            place++;
            EvaluationContext context = batch.Graph.Context(record);
            if (action.When is not null && !stages[action.When].Holds(context)) continue;
            Guid[] users = [.. action.Users.Select(u => stages[u].Evaluate(context)).OfType<IExpressionRecord>().Select(r => r.Id).OfType<Guid>()];
            batch.Actions.Add(new DueAction(record, action.Action, users, $"{change.Pipeline.Name}.{change.To.Value}.{place}"));
        }
    }
}
