using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Tasks;

/// <summary>What the platform fills in and checks of a task before it is written.</summary>
internal static class TaskStage
{
    /// <summary>Runs the stage of the write.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (!TaskFields.Is(batch.Layout)) return Task.CompletedTask;
        foreach (RecordWrite record in batch.Records)
        {
            if (!record.IsRefused && record.Kind is WriteKind.Create or WriteKind.Update) Complete(batch, record);
        }

        DescribedRecords.Enqueue(batch);
        return Task.CompletedTask;
    }

    private static void Complete(WriteBatch batch, RecordWrite record)
    {
        RecordLayout layout = record.Layout;
        FieldSlot assignee = layout[TaskFields.Assignee], status = layout[TaskFields.Status], rule = layout[TaskFields.Recurrence];
        if (record.Kind == WriteKind.Create && record.Values[assignee.Ordinal] is null) Set(record, assignee, record.Values[layout.Owner.Ordinal] ?? batch.Caller.UserId);
        bool isClosed = TaskFields.IsClosed(record.Values[status.Ordinal]), wasClosed = TaskFields.IsClosed(record.Old?[status.Ordinal]);
        if (isClosed != wasClosed) Set(record, layout[TaskFields.CompletedAt], isClosed ? batch.Now : null);
        if (record.IsGiven[rule.Ordinal] && record.Values[rule.Ordinal] is string text && !record.HasProblem(rule) && Recurrence.Parse(text) is null)
        {
            record.Refuse(GraphQLErrorCode.ValidationFailed, rule.Field.Name, new ValueProblem(ValueCodes.PatternMismatch));
        }

        // What a process made for a record stays with it: the record may have to wait in its stage until it is done.
        if (batch.Follows || record.Old is not { } old || old[layout[TaskFields.Source].Ordinal] is null) return;
        foreach (FieldSlot slot in (FieldSlot[])[layout[TaskFields.Object], layout[TaskFields.Record]])
        {
            if (!slot.Codec.AreEqual(old[slot.Ordinal], record.Values[slot.Ordinal])) record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, new ValueProblem(WriteCodes.FieldFixed));
        }
    }

    private static void Set(RecordWrite record, FieldSlot slot, object? value)
    {
        record.Values[slot.Ordinal] = value;
        record.IsGiven[slot.Ordinal] = true;
    }
}
