using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Progress;

/// <summary>
/// Which pipeline a record has, which stage it comes into by the write, and what the stage sets: since when, probability, forecast, closing, and what the documents say.
/// </summary>
internal static class StageAssignment
{
    /// <summary>Runs the stage of the write.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Expressions?.Stages is not { } stages) return;
        batch.Graph.Refresh();
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused || record.Kind is not (WriteKind.Create or WriteKind.Update)) continue;
            Assign(batch, stages, record);
        }

        await StageMemory.RecallAsync(batch, cancellation);
        await StageReads.LoadAsync(batch, stages, cancellation);
        if (batch.Refusal is not null) return;
        foreach ((RecordWrite record, StageChange change) in batch.StageChanges) Enter(batch, stages, record, change);
    }

    private static void Assign(WriteBatch batch, StageExpressions stages, RecordWrite record)
    {
        RecordLayout layout = record.Layout;
        ObjectModel model = layout.Object;
        FieldSlot stageSlot = layout[model.Pipelines[0].Field], pipelineSlot = layout[SystemFields.Pipeline];
        PipelineModel? pipeline = model.Pipelines.FirstOrDefault(p => p.When is null || stages[p.When].Holds(batch.Graph.Context(record)));
        Set(record, pipelineSlot, pipeline?.Name);
        if (pipeline is null)
        {
            Set(record, layout[SystemFields.StageSince], null);
            return;
        }

        PipelineModel? before = model.Pipeline(record.Old?[pipelineSlot.Ordinal] as string);
        bool isChosen = record.IsGiven[stageSlot.Ordinal] && record.Values[stageSlot.Ordinal] is not null;
        if (record.Kind == WriteKind.Create && !isChosen && pipeline.Stage(record.Values[stageSlot.Ordinal] as string) is null)
        {
            record.Values[stageSlot.Ordinal] = pipeline.First.Value;
        }

        string? value = record.Values[stageSlot.Ordinal] as string, old = record.Old?[stageSlot.Ordinal] as string;
        if (record.Kind == WriteKind.Update && value == old && before?.Name == pipeline.Name) return;
        if (record.Kind == WriteKind.Update && value is null && old is not null)
        {
            // Without a stage it could come into any, whatever the ways between them.
            record.Refuse(GraphQLErrorCode.ValidationFailed, stageSlot.Field.Name, new ValueProblem(ValueCodes.Required));
            return;
        }

        if (pipeline.Stage(value) is not { } stage)
        {
            // A record without a stage, and one whose stage the pipeline has lost, stay as they are until somebody chooses one.
            if (value is null || (value == old && before?.Name == pipeline.Name)) return;
            record.Refuse(GraphQLErrorCode.ValidationFailed, stageSlot.Field.Name, ValueProblem.With(WriteCodes.StageUnknown, "pipeline", pipeline.Label.In(batch.Caller.Language)));
            return;
        }

        StageModel? from = before?.Name == pipeline.Name ? pipeline.Stage(old) : null;
        LeftStage? left = before is not null && before.Name != pipeline.Name && before.Stage(old) is { } other ? new LeftStage(before, other) : null;
        batch.StageChanges[record] = new StageChange(pipeline, from, stage, left);
    }

    private static void Enter(WriteBatch batch, StageExpressions stages, RecordWrite record, StageChange change)
    {
        RecordLayout layout = record.Layout;
        Set(record, layout[SystemFields.StageSince], batch.Now);
        Offer(record, change.Pipeline.ProbabilityField, change.To.Probability);
        Offer(record, change.Pipeline.ForecastField, change.To.Forecast);
        if (change.Pipeline.ClosedField is { } closed && (change.From is null || change.From.IsClosed != change.To.IsClosed))
        {
            Offer(record, closed, change.To.IsClosed ? batch.Now : null, clears: true);
        }

        foreach (StageUpdateModel update in (change.From?.OnExit ?? []).Concat(change.To.OnEnter))
        {
            FieldSlot slot = layout[update.Field];
            if (!record.IsGiven[slot.Ordinal]) Compute(batch, stages, record, slot, update);
        }

        foreach (StageUpdateModel update in batch.Timed?.Transition.Set ?? []) Compute(batch, stages, record, layout[update.Field], update);
    }

    private static void Compute(WriteBatch batch, StageExpressions stages, RecordWrite record, FieldSlot slot, StageUpdateModel update)
    {
        ValueResult result = ComputedInput.Of(slot, stages[update.Value].Evaluate(batch.Graph.Context(record)));
        if (result.Problem is { } problem) record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, problem);
        else Set(record, slot, result.Value);
        batch.Graph.Renew(record);
    }

    /// <summary>Sets a field that the caller has not given.</summary>
    private static void Offer(RecordWrite record, string? field, object? value, bool clears = false)
    {
        if (field is null || (value is null && !clears)) return;
        FieldSlot slot = record.Layout[field];
        if (!record.IsGiven[slot.Ordinal]) Set(record, slot, value);
    }

    private static void Set(RecordWrite record, FieldSlot slot, object? value)
    {
        record.Values[slot.Ordinal] = value;
        record.IsGiven[slot.Ordinal] = true;
    }
}
