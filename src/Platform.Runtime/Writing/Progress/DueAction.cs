using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Evaluation;

namespace Platform.Runtime.Writing.Progress;

/// <summary>Something that a process does for a record, once it is written.</summary>
/// <param name="Record">The record.</param>
/// <param name="Action">What.</param>
/// <param name="Process">What the process has come to: its name, and the stage or the turn.</param>
/// <param name="Index">Which of the actions there it is, from 1.</param>
internal sealed record DueAction(RecordWrite Record, ProcessAction Action, string Process, int Index)
{
    /// <summary>Names the action among those of its record, so that what it tells is told once.</summary>
    public string Place => $"{Process}.{Index}";

    /// <summary>Whose manager is meant, and who gets a task that nobody else gets: whoever acts, in an approval flow the submitter.</summary>
    public required Guid Person { get; init; }

    /// <summary>The users whom the record names for it.</summary>
    public IReadOnlyList<Guid> Users { get; init; } = [];

    /// <summary>Values of the expressions in its texts, by their text; blanks are left out.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>What makes the task, where the record has one of a kind; null for an action that makes one each time.</summary>
    public string? Source { get; init; }

    /// <summary>Time brings it about, and nobody.</summary>
    public bool IsByTime { get; init; }

    /// <summary>Adds what leaving the one stage and entering the other brings with it; conditions are asked about the record as it will be.</summary>
    public static void Add(WriteBatch batch, StageExpressions stages, RecordWrite record, StageChange change)
    {
        int index = 0;
        IEnumerable<(ProcessActionModel Action, string? Source)> actions =
        [
            .. change.To.Tasks.Select(t => (t.Action, (string?)StageTasks.Source(change.Pipeline, t, record.Id))),
            .. (change.From?.ExitActions ?? []).Concat(change.To.EnterActions).Concat(batch.Timed?.Transition.Actions ?? []).Select(a => (a, (string?)null)),
        ];
        foreach ((ProcessActionModel action, string? source) in actions)
        {
            index++;
            EvaluationContext context = batch.Graph.Context(record);
            if (action.When is not null && !stages[action.When].Holds(context)) continue;
            Dictionary<string, string> texts = new(StringComparer.Ordinal);
            foreach (CheckedExpression text in action.Texts)
            {
                if (stages[text].Evaluate(context) is string value) texts[text.Text] = value;
            }

            batch.Actions.Add(new DueAction(record, action.Action, $"{change.Pipeline.Name}.{change.To.Value}", index)
            {
                Person = batch.Caller.UserId,
                Users = [.. action.Users.Select(u => stages[u].Evaluate(context)).OfType<IExpressionRecord>().Select(r => r.Id).OfType<Guid>()],
                Texts = texts,
                Source = source,
                IsByTime = batch.Timed is not null,
            });
        }
    }
}
