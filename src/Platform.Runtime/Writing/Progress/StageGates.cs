using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Progress;

/// <summary>What stands between a record and a stage: ways, roles, conditions, fields. Everything that is missing is said at once.</summary>
internal static class StageGates
{
    /// <summary>Refuses records that may not be where the write takes them; what expressions read of the record itself is loaded.</summary>
    public static async Task RunAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (batch.Expressions?.Stages is not { } stages) return;
        await StageReads.LoadAsync(batch, stages, cancellation);
        if (batch.Refusal is not null) return;
        ApprovedFlows approved = await ApprovedFlows.LoadAsync(batch, cancellation);
        StageTasks tasks = await StageTasks.OfLeftAsync(batch, cancellation);
        foreach (RecordWrite record in records)
        {
            if (batch.StageChanges.TryGetValue(record, out StageChange? change)) CheckChange(batch, stages, approved, tasks, record, change);
            else CheckStay(record);
        }
    }

    private static void CheckChange(WriteBatch batch, StageExpressions stages, ApprovedFlows approved, StageTasks tasks, RecordWrite record, StageChange change)
    {
        if (!MayGo(batch, record, change)) return;
        if (change.Step is { Exits: true }) CheckGates(batch, stages, record, change.From!.Exit);
        if (change.ExitsOther) CheckGates(batch, stages, record, change.Left!.Stage.Exit);
        CheckTasks(tasks, record, change.Pipeline, change.From);
        if (change.Left is { } other) CheckTasks(tasks, record, other.Pipeline, other.Stage);

        CheckGates(batch, stages, record, change.To.Entry);
        foreach (string field in change.To.RequiredFields) CheckField(record, change.To, record.Layout[field]);
        foreach (string flow in change.To.RequiredApprovals)
        {
            if (approved.Has(record.Id, flow) || batch.Model.ApprovalFlows.FirstOrDefault(f => f.Name == flow) is not { } document) continue;
            Refuse(record, WriteCodes.StageApprovalRequired, null, StageNeeds.ApprovalRequired(change.To, document));
        }

        if (!record.IsRefused) DueAction.Add(batch, stages, record, change);
    }

    private static void CheckTasks(StageTasks tasks, RecordWrite record, PipelineModel pipeline, StageModel? left)
    {
        foreach (StageTaskModel task in left?.Tasks ?? [])
        {
            if (tasks.IsUndone(StageTasks.Source(pipeline, task, record.Id))) Refuse(record, WriteCodes.StageTaskRequired, null, StageNeeds.TaskRequired(left!, task));
        }
    }

    private static bool MayGo(WriteBatch batch, RecordWrite record, StageChange change)
    {
        string field = change.Pipeline.Field;
        if (change.To.Retired)
        {
            return Refused(GraphQLErrorCode.GateNotMet, WriteCodes.StageRetired);
        }

        if (change is { Left: { Stage.IsClosed: true } left, To.IsClosed: false } && !batch.Caller.Permissions.MayReopen(left.Pipeline)) return Refused(GraphQLErrorCode.Forbidden, WriteCodes.ReopenForbidden, left.Stage);
        if (change.From is null)
        {
            // New records, and those of another pipeline, start anywhere where stages may be skipped, else in the first. One without a pipeline is only recorded where it stands, and so is what has ended.
            bool isRecorded = record.Kind == WriteKind.Update && (change.Left is null || change.StaysEnded);
            bool starts = change.Pipeline.First == change.To || isRecorded || StartsAnywhere(change.Pipeline);
            return starts || Refused(GraphQLErrorCode.GateNotMet, WriteCodes.StageStart, change.Pipeline.First);
        }

        if (change.Step is not { } step) return Refused(GraphQLErrorCode.GateNotMet, WriteCodes.TransitionNotAllowed, change.From);
        if (batch.Caller.Permissions.MayTake(change.Pipeline, step)) return true;
        return Refused(GraphQLErrorCode.Forbidden, step.Reopens ? WriteCodes.ReopenForbidden : WriteCodes.TransitionForbidden, change.From);

        bool Refused(string category, string code, StageModel? other = null)
        {
            string language = batch.Caller.Language;
            record.Refuse(category, field, ValueProblem.With(
                code, "stage", change.To.Label.In(language), "from", other?.Label.In(language) ?? string.Empty));
            return false;
        }
    }

    private static bool StartsAnywhere(PipelineModel pipeline)
    {
        StageModel[] open = [.. pipeline.Stages.Where(s => s is { IsClosed: false, Retired: false })];
        return open.Skip(1).All(s => pipeline.First.Next.Any(n => n.To == s.Value));
    }

    private static void CheckGates(WriteBatch batch, StageExpressions stages, RecordWrite record, EquatableArray<GateModel> gates)
    {
        foreach (GateModel gate in gates)
        {
            if (!stages[gate.Condition].Holds(batch.Graph.Context(record))) Refuse(record, WriteCodes.GateNotMet, gate.Field, gate.Message);
        }
    }

    /// <summary>In a stage that a record stays in, what the stage requires must not be cleared.</summary>
    private static void CheckStay(RecordWrite record)
    {
        RecordLayout layout = record.Layout;
        PipelineModel? pipeline = layout.Object.Pipeline(record.Values[layout[SystemFields.Pipeline].Ordinal] as string);
        if (pipeline?.Stage(record.Values[layout[pipeline.Field].Ordinal] as string) is not { } stage) return;
        foreach (string field in stage.RequiredFields)
        {
            if (record.IsChanged[layout[field].Ordinal]) CheckField(record, stage, layout[field]);
        }
    }

    private static void CheckField(RecordWrite record, StageModel stage, FieldSlot slot)
    {
        if (record.Values[slot.Ordinal] is not (null or EquatableArray<string> { IsEmpty: true })) return;
        Refuse(record, WriteCodes.StageFieldRequired, slot.Field.Name, StageNeeds.FieldRequired(stage, slot.Field));
    }

    private static void Refuse(RecordWrite record, string code, string? field, LocalizedText message) =>
        record.Refuse(GraphQLErrorCode.GateNotMet, field, new ValueProblem(code), message);
}
