using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Says what a change does, in English and Chinese.</summary>
public sealed class ChangeSentence : IModelChangeVisitor<LocalizedText>
{
    private static readonly ChangeSentence Speaker = new();

    private ChangeSentence() { }

    /// <summary>One sentence per change.</summary>
    public static LocalizedText Of(ModelChange change) => change.Match(Speaker);

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(CreateObject c) => Say(
        $"Create the object {En(c.Object)}", $"新建对象{Zh(c.Object)}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DropObject c) => Say(
        $"Remove the object {En(c.Object)}; its records are set aside", $"移除对象{Zh(c.Object)}，其记录将被搁置");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RestoreObject c) => Say(
        $"Bring the object {En(c.Object)} back with its records", $"恢复对象{Zh(c.Object)}及其记录");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RenameObject c) => Say(
        $"Rename the object {c.From.Name} to {c.To.Name}", $"将对象 {c.From.Name} 更名为 {c.To.Name}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(AddField c) => Say(
        $"Add the field {En(c.Field)} ({c.Field.Type.Name}) to {c.Object.Name}", $"为 {c.Object.Name} 添加字段{Zh(c.Field)}（{c.Field.Type.Name}）");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DropField c) => Say(
        $"Remove the field {En(c.Field)} from {c.Object.Name}; its values are set aside",
        $"从 {c.Object.Name} 移除字段{Zh(c.Field)}，其值将被搁置");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RestoreField c) => Say(
        $"Bring the field {En(c.Field)} of {c.Object.Name} back with its values", $"恢复 {c.Object.Name} 的字段{Zh(c.Field)}及其值");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RenameField c) => Say(
        $"Rename the field {c.From.Name} of {c.Object.Name} to {c.To.Name}", $"将 {c.Object.Name} 的字段 {c.From.Name} 更名为 {c.To.Name}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RetypeField c) => c.Effect == StorageEffect.Convert
        ? Say(
            $"Change the field {En(c.To)} of {c.Object.Name} from {c.From.Type.Name} to {c.To.Type.Name}, converting its values",
            $"将 {c.Object.Name} 的字段{Zh(c.To)}由 {c.From.Type.Name} 改为 {c.To.Type.Name}，并转换已有的值")
        : Say(
            $"Change the field {En(c.To)} of {c.Object.Name} from {c.From.Type.Name} to {c.To.Type.Name}; its values stay as they are",
            $"将 {c.Object.Name} 的字段{Zh(c.To)}由 {c.From.Type.Name} 改为 {c.To.Type.Name}，已有的值不变");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RevertField c) => Say(
        $"Take the field {En(c.To)} of {c.Object.Name} back from {c.From.Type.Name} to {c.To.Type.Name}, with the values it had",
        $"将 {c.Object.Name} 的字段{Zh(c.To)}由 {c.From.Type.Name} 恢复为 {c.To.Type.Name}，并恢复原值");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeTextLength c) => Say(
        $"Allow {c.NewLength} instead of {c.OldLength} characters in {En(c.To)} of {c.Object.Name}",
        $"将 {c.Object.Name} 的{Zh(c.To)}的长度上限由 {c.OldLength} 改为 {c.NewLength} 个字符");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeNumericPrecision c) => Say(
        $"Keep other digits in {En(c.To)} of {c.Object.Name}: {c.To.Column.Type} instead of {c.From.Column.Type}",
        $"将 {c.Object.Name} 的{Zh(c.To)}的精度由 {c.From.Column.Type} 改为 {c.To.Column.Type}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeRange c) => Say(
        $"Allow {Range(c.Min, c.Max, "any number", "from", "to")} in {En(c.To)} of {c.Object.Name}",
        $"将 {c.Object.Name} 的{Zh(c.To)}的允许范围改为{Range(c.Min, c.Max, "任意数值", "自", "至")}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeRequired c) => c.To.Required
        ? Say($"Require {En(c.To)} of {c.Object.Name}", $"将 {c.Object.Name} 的{Zh(c.To)}设为必填")
        : Say($"No longer require {En(c.To)} of {c.Object.Name}", $"取消 {c.Object.Name} 的{Zh(c.To)}的必填");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeUnique c) => c.Unique
        ? Say($"Require {En(c.Field)} of {c.Object.Name} to be unique", $"要求 {c.Object.Name} 的{Zh(c.Field)}唯一")
        : Say($"No longer require {En(c.Field)} of {c.Object.Name} to be unique", $"不再要求 {c.Object.Name} 的{Zh(c.Field)}唯一");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeDefault c) => c.To.Default is { } constant
        ? Say($"Start {En(c.To)} of new {c.Object.Name} records with {constant.Text}", $"将新建 {c.Object.Name} 的{Zh(c.To)}默认值设为 {constant.Text}")
        : Say($"Start {En(c.To)} of new {c.Object.Name} records blank", $"取消新建 {c.Object.Name} 的{Zh(c.To)}的默认值");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeFormula c) => Say(
        $"Compute {En(c.To)} of {c.Object.Name} by {c.To.Formula!.Text}", $"将 {c.Object.Name} 的{Zh(c.To)}的公式改为 {c.To.Formula!.Text}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeRollup c)
    {
        RollupDocument rollup = c.To.Rollup!.Definition;
        string function = rollup.Function.ToString().ToLowerInvariant(), value = rollup.Field is null ? "" : "." + rollup.Field;
        string filter = rollup.Filter is null ? "" : $" where {rollup.Filter}", filterZh = rollup.Filter is null ? "" : $"（条件：{rollup.Filter}）";
        return Say(
            $"Make {En(c.To)} of {c.Object.Name} anew: {function} of {rollup.Relation}{value}{filter}",
            $"重新汇总 {c.Object.Name} 的{Zh(c.To)}：{rollup.Relation}{value} 的 {function}{filterZh}");
    }

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeLookupTarget c)
    {
        string targets = string.Join(", ", References.TargetsOf(c.To.Type) ?? []);
        return Say(
            $"Point {En(c.To)} of {c.Object.Name} to {targets}; the present links are set aside",
            $"将 {c.Object.Name} 的{Zh(c.To)}改为指向 {targets}，现有关联将被搁置");
    }

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeCondition c)
    {
        (string en, string zh) = c.Condition switch
        {
            FieldCondition.DefaultFormula => ("default of new records", "新记录默认值"),
            FieldCondition.RequiredWhen => ("condition for being required", "必填条件"),
            FieldCondition.ReadOnlyWhen => ("condition for being read-only", "只读条件"),
            FieldCondition.VisibleWhen => ("condition for being shown", "显示条件"),
            _ when c.To.Type is PolymorphicLookupType => ($"condition on what can be chosen of {c.Target}", $"对 {c.Target} 的可选范围条件"),
            _ => ("condition on what can be chosen", "可选范围条件"),
        };
        string? text = Conditions.TextOf(c.To, c.Condition, c.Target);
        return text is null
            ? Say($"Remove the {en} of {En(c.To)} of {c.Object.Name}", $"移除 {c.Object.Name} 的{Zh(c.To)}的{zh}")
            : Say($"Set the {en} of {En(c.To)} of {c.Object.Name}: {Shorten(text)}", $"设置 {c.Object.Name} 的{Zh(c.To)}的{zh}：{Shorten(text)}");
    }

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeDependentChoices c) => c.To.Type.DependsOn() is { } dependency
        ? Say(
            $"Let the choices of {En(c.To)} of {c.Object.Name} depend on {dependency.Field}",
            $"使 {c.Object.Name} 的{Zh(c.To)}的选项取决于 {dependency.Field}")
        : Say(
            $"Let the choices of {En(c.To)} of {c.Object.Name} depend on no other field",
            $"使 {c.Object.Name} 的{Zh(c.To)}的选项不再取决于其他字段");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeRule c) => (c.From, c.To) switch
    {
        (_, null) => Say($"Remove the rule {c.From!.Name} of {c.Object.Name}", $"移除 {c.Object.Name} 的规则 {c.From.Name}"),
        (null, { } rule) => Say(
            $"Add the rule {rule.Name} to {c.Object.Name}: refuse when {Shorten(rule.InvalidWhen.Text)}",
            $"为 {c.Object.Name} 添加规则 {rule.Name}：满足以下条件时拒绝：{Shorten(rule.InvalidWhen.Text)}"),
        ({ Active: true }, { Active: false } rule) => Say($"Switch the rule {rule.Name} of {c.Object.Name} off", $"停用 {c.Object.Name} 的规则 {rule.Name}"),
        ({ Active: false }, { Active: true } rule) => Say($"Switch the rule {rule.Name} of {c.Object.Name} on", $"启用 {c.Object.Name} 的规则 {rule.Name}"),
        (_, { } rule) => Say(
            $"Change the rule {rule.Name} of {c.Object.Name}: refuse when {Shorten(rule.InvalidWhen.Text)}",
            $"修改 {c.Object.Name} 的规则 {rule.Name}：满足以下条件时拒绝：{Shorten(rule.InvalidWhen.Text)}"),
    };

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeRecordType c) => Say(
        $"Change what records of the type “{c.To.Label.In("en")}” of {c.Object.Name} can have or begin with",
        $"修改 {c.Object.Name} 的记录类型“{c.To.Label.In("zh-CN")}”的可用选项或默认值");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeDeleteRule c)
    {
        OnDelete rule = c.To.Type is LookupType t ? t.OnDelete : OnDelete.Cascade;
        return Say(
            $"When the record that {En(c.To)} of {c.Object.Name} points to is deleted: {rule switch
            {
                OnDelete.Clear => "clear the link",
                OnDelete.Restrict => "refuse",
                _ => "delete along",
            }}",
            $"{c.Object.Name} 的{Zh(c.To)}所指记录被删除时：{rule switch { OnDelete.Clear => "清除关联", OnDelete.Restrict => "拒绝删除", _ => "一并删除" }}");
    }

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(AddPicklistValue c) => Say(
        $"Add the choice “{c.Value.Label.In("en")}” to {En(c.Field)} of {c.Object.Name}",
        $"为 {c.Object.Name} 的{Zh(c.Field)}添加选项“{c.Value.Label.In("zh-CN")}”");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RemovePicklistValue c) => Say(
        $"Remove the choice “{c.Value.Label.In("en")}” from {En(c.Field)} of {c.Object.Name}",
        $"从 {c.Object.Name} 的{Zh(c.Field)}移除选项“{c.Value.Label.In("zh-CN")}”");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RetirePicklistValue c) => c.Value.Retired
        ? Say(
            $"Retire the choice “{c.Value.Label.In("en")}” of {En(c.Field)} of {c.Object.Name}",
            $"停用 {c.Object.Name} 的{Zh(c.Field)}的选项“{c.Value.Label.In("zh-CN")}”")
        : Say(
            $"Offer the choice “{c.Value.Label.In("en")}” of {En(c.Field)} of {c.Object.Name} again",
            $"重新启用 {c.Object.Name} 的{Zh(c.Field)}的选项“{c.Value.Label.In("zh-CN")}”");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(AddIndex c) => Say(
        $"Add {(c.Index.Unique ? "a unique" : "an")} index over {string.Join(", ", c.Index.Fields)} of {c.Object.Name}",
        $"为 {c.Object.Name} 的 {string.Join("、", c.Index.Fields)} 建立{(c.Index.Unique ? "唯一" : "")}索引");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DropIndex c) => Say(
        $"Remove the index over {string.Join(", ", c.Index.Fields)} of {c.Object.Name}",
        $"移除 {c.Object.Name} 的 {string.Join("、", c.Index.Fields)} 的索引");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(AssignPipelines c) => Say(
        $"Give each record of {c.Object.Name} its pipeline: {string.Join(", ", c.Object.Pipelines.Select(p => p.Name))}",
        $"为 {c.Object.Name} 的每条记录确定销售流程：{string.Join("、", c.Object.Pipelines.Select(p => p.Name))}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(ChangeStageTotals c) => c.To is { } totals
        ? Say(
            $"Keep counts and sums of the stages of {c.Object.Name} by {Listed(totals.Keys, ", ")}",
            $"按{Listed(totals.Keys, "、")}保存 {c.Object.Name} 各阶段的数量与合计")
        : Say($"Keep no counts and sums of the stages of {c.Object.Name} any more", $"不再保存 {c.Object.Name} 各阶段的数量与合计");

    private static string Listed(IEnumerable<FieldModel> fields, string separator) => string.Join(separator, fields.Select(f => f.Name));

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(RemoveStage c) => c.Target is { } target
        ? Say(
            $"Remove the stage “{c.Stage.Label.In("en")}” of the pipeline {c.To.Name}; its records go to “{target.Label.In("en")}”",
            $"移除销售流程 {c.To.Name} 的阶段“{c.Stage.Label.In("zh-CN")}”，其记录移至“{target.Label.In("zh-CN")}”")
        : Say(
            $"Remove the stage “{c.Stage.Label.In("en")}” of the pipeline {c.To.Name}", $"移除销售流程 {c.To.Name} 的阶段“{c.Stage.Label.In("zh-CN")}”");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DocumentAdded c) => Say(
        $"Add the {Kind(c.Document.Kind).En} {c.Document.Name}", $"新增{Kind(c.Document.Kind).Zh} {c.Document.Name}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DocumentRemoved c) => Say(
        $"Remove the {Kind(c.Document.Kind).En} {c.Document.Name}", $"移除{Kind(c.Document.Kind).Zh} {c.Document.Name}");

    LocalizedText IModelChangeVisitor<LocalizedText>.Visit(DocumentChanged c)
    {
        string members = c.Members.IsEmpty ? "" : $" ({string.Join(", ", c.Members)})";
        return c.Field is { } field
            ? Say($"Change {field} of {c.To.Name}{members}", $"修改 {c.To.Name} 的 {field}{members}")
            : Say($"Change the {Kind(c.To.Kind).En} {c.To.Name}{members}", $"修改{Kind(c.To.Kind).Zh} {c.To.Name}{members}");
    }

    private static string Shorten(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 117), "…");

    private static LocalizedText Say(string english, string chinese) => new([new("en", english), new("zh-CN", chinese)]);

    private static string En(ObjectModel owner) => $"“{owner.Label.In("en")}” ({owner.Name})";

    private static string Zh(ObjectModel owner) => $"“{owner.Label.In("zh-CN")}”（{owner.Name}）";

    private static string En(FieldModel field) => $"“{field.Label.In("en")}” ({field.Name})";

    private static string Zh(FieldModel field) => $"“{field.Label.In("zh-CN")}”（{field.Name}）";

    private static string Range(decimal? min, decimal? max, string open, string from, string to) => (min, max) switch
    {
        (null, null) => open,
        (_, null) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from} {min}"),
        (null, _) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{to} {max}"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from} {min} {to} {max}"),
    };

    private static (string En, string Zh) Kind(string kind) => kind switch
    {
        DocumentKinds.Object => ("object", "对象"),
        DocumentKinds.FieldExtension => ("field extension", "字段扩展"),
        DocumentKinds.Picklist => ("picklist", "选项列表"),
        DocumentKinds.Layout => ("layout", "布局"),
        DocumentKinds.View => ("view", "视图"),
        DocumentKinds.Navigation => ("navigation", "导航"),
        DocumentKinds.Translation => ("translation", "翻译"),
        DocumentKinds.Role => ("role", "角色"),
        DocumentKinds.Package => ("package", "应用包"),
        DocumentKinds.DuplicateRule => ("rule of duplicates", "查重规则"),
        DocumentKinds.Hook => ("hook", "钩子"),
        DocumentKinds.Action => ("action", "操作"),
        DocumentKinds.Pipeline => ("pipeline", "销售流程"),
        DocumentKinds.ApprovalFlow => ("approval flow", "审批流"),
        DocumentKinds.Webhook => ("webhook", "Webhook"),
        DocumentKinds.InboundEndpoint => ("inbound endpoint", "入站接口"),
        DocumentKinds.MailTemplate => ("template of mails", "邮件模板"),
        DocumentKinds.Conversion => ("conversion", "转化"),
        DocumentKinds.BusinessCalendar => ("business calendar", "工作日历"),
        _ => (kind, kind),
    };
}
