using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.StageInUse"/>: records are in a stage that is to be removed, and the documents do not say where they go;
/// <see cref="HazardCodes.StageMoves"/>: they do.
/// </summary>
public sealed class UsedStages : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        if (change is not RemoveStage removed) yield break;
        SqlExpression stage = HazardQuery.Column(removed.Object.Field(removed.To.Field).Column.Name);
        SqlExpression there = SqlExpression.And(
            HazardQuery.Column(removed.Object.Field(SystemFields.Pipeline).Column.Name).EqualTo(SqlExpression.Literal(removed.From.Name)),
            stage.EqualTo(SqlExpression.Literal(removed.Stage.Value)));
        yield return removed.Target is { } target
            ? context.Probe(HazardCodes.StageMoves, HazardSeverity.Confirm, index, removed.Object, there, stage, n => Moves(removed, target, n))
            : context.Probe(HazardCodes.StageInUse, HazardSeverity.Block, index, removed.Object, there, stage, n => InUse(removed, n));
    }

    private static LocalizedText InUse(RemoveStage removed, long count)
    {
        (string en, string zh) = Wording.Both(removed.Stage.Label);
        (string pipeline, string pipelineZh) = Wording.Both(removed.To.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} {(count == 1 ? "is" : "are")} in the stage “{en}” of “{pipeline}”. Retire the stage instead, or say in \"moves\" where they go.",
            $"{count} 条记录处于“{pipelineZh}”的阶段“{zh}”；请改为停用该阶段，或在“moves”中指定其去向。");
    }

    private static LocalizedText Moves(RemoveStage removed, StageModel target, long count)
    {
        (string en, string zh) = Wording.Both(removed.Stage.Label);
        (string to, string toZh) = Wording.Both(target.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} will be moved from the stage “{en}” to “{to}”.", $"{count} 条记录将由阶段“{zh}”移至“{toZh}”。");
    }
}
