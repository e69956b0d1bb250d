using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>What changes of an object's pipelines touches records.</summary>
internal static class PipelineDiff
{
    /// <summary>Stages that go, then the new way of choosing a pipeline.</summary>
    public static IEnumerable<ModelChange> Between(ObjectModel old, ObjectModel now)
    {
        foreach (PipelineModel former in old.Pipelines)
        {
            if (now.Pipelines.FirstOrDefault(p => p.Id == former.Id) is not { } pipeline) continue;
            foreach (StageModel stage in former.Stages)
            {
                if (pipeline.Stage(stage.Value) is not null) continue;
                string? target = pipeline.Moves.FirstOrDefault(m => m.From == stage.Value)?.To;
                yield return new RemoveStage(now, former, pipeline, stage, pipeline.Stage(target)) { Source = Of(pipeline, "/stages") };
            }
        }

        if (Totals(old, now) is { } totals) yield return totals;
        bool same = old.Pipelines.Select(Choice).SequenceEqual(now.Pipelines.Select(Choice));
        if (same) yield break;
        ChangeSource source = now.Pipelines.IsEmpty ? DocumentSources.Of(now) : Of(now.Pipelines[0], "/when");
        if (!now.Pipelines.IsEmpty) yield return new AssignPipelines(now) { Source = source };
    }

    private static ChangeStageTotals? Totals(ObjectModel old, ObjectModel now)
    {
        StageTotals? before = StageTotals.Of(old), after = StageTotals.Of(now);
        if (StageTotals.IsSame(before, after)) return null;
        PipelineModel? keeper = now.Pipelines.FirstOrDefault(p => p.KeepsTotals) ?? (now.Pipelines.IsEmpty ? null : now.Pipelines[0]);
        return new ChangeStageTotals(now, before, after) { Source = keeper is null ? DocumentSources.Of(now) : Of(keeper, "/keepTotals") };
    }

    private static (string Name, string? When) Choice(PipelineModel pipeline) => (pipeline.Name, pipeline.When?.Text);

    private static ChangeSource Of(PipelineModel pipeline, string pointer) => new(DocumentKinds.Pipeline, pipeline.Name, pointer);
}
