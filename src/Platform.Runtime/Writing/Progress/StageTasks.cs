using Platform.Metadata.Model;
using Platform.Runtime.Tasks;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Progress;

/// <summary>The tasks that stages have made for records: one of each for a record, however often it comes by the stage, and in the recycle bin too.</summary>
internal sealed class StageTasks
{
    private readonly Dictionary<string, bool> _done = new(StringComparer.Ordinal);

    /// <summary>What makes the task of a record: the value of its unique field <c>source</c>.</summary>
    public static string Source(PipelineModel pipeline, StageTaskModel task, Guid record)
    {
        (string before, string after) = StageNeeds.TaskSource(pipeline, task);
        return $"{before}{record:D}{after}";
    }

    /// <summary>The task was made.</summary>
    public bool IsMade(string source) => _done.ContainsKey(source);

    /// <summary>The task was made, and is not done.</summary>
    public bool IsUndone(string source) => _done.TryGetValue(source, out bool done) && !done;

    /// <summary>Loads the tasks of the stages that records leave by going on.</summary>
    public static Task<StageTasks> OfLeftAsync(WriteBatch batch, CancellationToken cancellation)
    {
        var leaving = batch.StageChanges.Where(c => c.Value is { From: { } from, Step: { } step } && !from.Tasks.IsEmpty && StageNeeds.AsksForTasks(step, c.Value.To));
        var others = batch.StageChanges.Where(c => c.Value.AsksForTasksOfOther);
        return LoadAsync(
            batch,
            [
                .. leaving.SelectMany(c => c.Value.From!.Tasks.Select(t => Source(c.Value.Pipeline, t, c.Key.Id))),
                .. others.SelectMany(c => c.Value.Left!.Stage.Tasks.Select(t => Source(c.Value.Left!.Pipeline, t, c.Key.Id))),
            ],
            cancellation);
    }

    /// <summary>Loads tasks by what makes them.</summary>
    public static async Task<StageTasks> LoadAsync(WriteBatch batch, string[] sources, CancellationToken cancellation)
    {
        StageTasks tasks = new();
        if (sources.Length == 0) return tasks;
        StatementTemplate statement = Statement(RecordLayout.Of(batch.Model.Object(TaskFields.ObjectName)), batch.Caller.Schema);
        batch.Session.Enqueue(statement.Bind([sources]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                // One that was deleted and one that came after it: what is done is done.
                string source = reader.GetString(0);
                tasks._done[source] = tasks._done.GetValueOrDefault(source) || reader.GetString(1) == TaskFields.Done;
            }
        });
        await batch.Session.FlushAsync(cancellation);
        return tasks;
    }

    /// <summary>Tasks by what made them, in the recycle bin too; the parameter is the sources, the result source and status.</summary>
    internal static StatementTemplate Statement(RecordLayout layout, string schema) => layout.Template("tasks of stages " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Of(layout, TaskFields.Source)), new SqlItem(Of(layout, TaskFields.Status))],
        From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
        Where = Of(layout, TaskFields.Source).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 0)),
    }));

    private static SqlExpression Of(RecordLayout layout, string field) => Column("t", layout[field].Columns[0].Name);
}
