using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>Codes and words of what a stage asks for and a record lacks; the same whether it is read or refused.</summary>
public static class StageNeeds
{
    /// <summary>A condition of leaving the present stage or entering the next is not met.</summary>
    public const string Gate = "GATE_NOT_MET";

    /// <summary>A field has no value that the stage requires.</summary>
    public const string Field = "STAGE_FIELD_REQUIRED";

    /// <summary>The record has not passed an approval that the stage requires.</summary>
    public const string Approval = "STAGE_APPROVAL_REQUIRED";

    /// <summary>Something that had to be done in the present stage is not done.</summary>
    public const string Task = "STAGE_TASK_REQUIRED";

    /// <summary>What makes a task of a stage, as the task has it in <c>source</c>, without the id of the record that stands in its middle.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="task">The task.</param>
    public static (string Before, string After) TaskSource(PipelineModel pipeline, StageTaskModel task)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(task);
        return ("stage:", $":{pipeline.Name}.{task.Name}");
    }

    /// <summary>A way on which the tasks of the stage have to be done: to a later stage, or to winning; whoever loses may leave things undone.</summary>
    public static bool AsksForTasks(StageStep step, StageModel to)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(to);
        return step.Exits && to.Kind is StageKind.Open or StageKind.Won;
    }

    /// <summary>Says that something has to be done first.</summary>
    public static LocalizedText TaskRequired(StageModel stage, StageTaskModel task)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(task);
        return new LocalizedText(
        [
            new LocalizedEntry("en", $"“{task.Label.In("en")}” has to be done in the stage “{stage.Label.In("en")}”."),
            new LocalizedEntry("zh-CN", $"阶段“{stage.Label.In("zh-CN")}”的任务“{task.Label.In("zh-CN")}”尚未完成。"),
        ]);
    }

    /// <summary>Says that a stage requires an approval.</summary>
    public static LocalizedText ApprovalRequired(StageModel stage, ApprovalFlowDocument flow)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(flow);
        return new LocalizedText(
        [
            new LocalizedEntry("en", $"“{flow.Label?.In("en") ?? flow.Name}” has to be approved for the stage “{stage.Label.In("en")}”."),
            new LocalizedEntry("zh-CN", $"阶段“{stage.Label.In("zh-CN")}”需要先通过“{flow.Label?.In("zh-CN") ?? flow.Name}”审批。"),
        ]);
    }

    /// <summary>Says that a stage requires a field.</summary>
    public static LocalizedText FieldRequired(StageModel stage, FieldModel field)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(field);
        return new LocalizedText(
        [
            new LocalizedEntry("en", $"“{field.Label.In("en")}” is needed in the stage “{stage.Label.In("en")}”."),
            new LocalizedEntry("zh-CN", $"阶段“{stage.Label.In("zh-CN")}”需要填写“{field.Label.In("zh-CN")}”。"),
        ]);
    }
}
