using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.ApprovalsRunning"/>: requests of a changed flow are pending and go on by their version; <see cref="HazardCodes.ApprovalsLeft"/>: the flow is to be removed.
/// </summary>
public sealed class RunningApprovals : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        (string? name, bool isLeft) = change switch
        {
            DocumentChanged { From: ApprovalFlowDocument flow } => (flow.Name, false),
            DocumentRemoved { Document: ApprovalFlowDocument flow } => (flow.Name, true),
            _ => (null, false),
        };
        if (name is null || !context.Storage.From.Model.TryGetObject(ApprovalFields.RequestObject, out ObjectModel? requests)) yield break;
        SqlExpression Field(string field) => HazardQuery.Column(requests.Field(field).Column.Name);
        SqlExpression pending = SqlExpression.And(
            Field("flow").EqualTo(SqlExpression.Literal(name)),
            Field("status").EqualToAny(new SqlArrayLiteral([SqlExpression.Literal("pending"), SqlExpression.Literal("returned")], SqlType.Text.Array)),
            Field(SystemFields.DeletedAt).IsNull());
        (string code, HazardSeverity severity) = isLeft ? (HazardCodes.ApprovalsLeft, HazardSeverity.Block) : (HazardCodes.ApprovalsRunning, HazardSeverity.Info);
        yield return context.Probe(code, severity, index, requests, pending, Field("recordName"), n => Message(name, n, isLeft));
    }

    private static LocalizedText Message(string flow, long count, bool isLeft) => isLeft
        ? Wording.Of(
            $"{Wording.Count(count, "request")} of the approval flow {flow} {(count == 1 ? "is" : "are")} pending. Set its \"active\" to false instead, or have them decided or recalled first.",
            $"审批流 {flow} 有 {count} 个申请正在审批中；请改为将其 active 设为 false，或先完成或撤回这些申请。")
        : Wording.Of(
            $"{Wording.Count(count, "request")} of the approval flow {flow} {(count == 1 ? "is" : "are")} pending and {(count == 1 ? "goes" : "go")} on by the version with which {(count == 1 ? "it was" : "they were")} submitted.",
            $"审批流 {flow} 有 {count} 个申请正在审批中，将继续按提交时的版本进行。");
}
