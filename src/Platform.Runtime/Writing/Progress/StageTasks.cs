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
        return LoadAsync(batch, [.. leaving.SelectMany(c => c.Value.From!.Tasks.Select(t => (c.Key.Id, Source(c.Value.Pipeline, t, c.Key.Id))))], cancellation);
    }

    /// <summary>Loads tasks by what makes them.</summary>
    public static async Task<StageTasks> LoadAsync(WriteBatch batch, IReadOnlyCollection<(Guid Record, string Source)> asked, CancellationToken cancellation)
    {
        StageTasks tasks = new();
        if (asked.Count == 0) return tasks;
        StatementTemplate statement = Statement(RecordLayout.Of(batch.Model.Object(TaskFields.ObjectName)), batch.Caller.Schema);
        string[] records = [.. asked.Select(a => a.Record.ToString("D")).Distinct()], sources = [.. asked.Select(a => a.Source)];
        batch.Session.Enqueue(statement.Bind(batch.Layout.Object.Name, records, sources), async (reader, c) =>
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

    /// <summary>Parameters are the object, the records and the sources; the result source and status.</summary>
    private static StatementTemplate Statement(RecordLayout layout, string schema) => layout.Template("tasks of stages " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Of(layout, TaskFields.Source)), new SqlItem(Of(layout, TaskFields.Status))],
        From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
        Where = And(
            Of(layout, TaskFields.Object).EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
            Of(layout, TaskFields.Record).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
            Of(layout, TaskFields.Source).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 2))),
    }));

    private static SqlExpression Of(RecordLayout layout, string field) => Column("t", layout[field].Columns[0].Name);
}
