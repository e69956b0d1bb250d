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
