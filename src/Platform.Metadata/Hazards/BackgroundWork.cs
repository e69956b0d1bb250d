using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.InBackground"/>: an index of a large table, the values of a rollup over large tables, or those that a hook computes, follow after the plan is applied.</summary>
public sealed class BackgroundWork : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        if (Rollup(context, index, change) is { } filled) yield return filled;
        foreach (Hazard computed in Computed(context, index, change)) yield return computed;
        (ObjectModel Owner, bool Unique)? build = change switch
        {
            AddIndex c => (c.Object, c.Index.Unique),
            ChangeUnique { Unique: true } c => (c.Object, true),
            _ => null,
        };
        if (build is not var (owner, unique) || context.IsNew(owner) || !context.Storage.IsLarge(owner.Table)) yield break;
        long rows = context.Storage.Rows[owner.Table];
        yield return new Hazard(HazardCodes.InBackground, HazardSeverity.Info, index, Message(owner, rows, unique), rows, []);
    }

    /// <summary>Fields that a hook computes: those that are new, or have another hook, or whose hook changes.</summary>
    private static IEnumerable<Hazard> Computed(HazardContext context, int index, ModelChange change)
    {
        (string? owner, Func<FieldModel, bool> concerns) = change switch
        {
            AddField { Field.ComputedBy: not null } c => (c.Object.Name, field => field.Id == c.Field.Id),
            DocumentChanged { To: ObjectDocument to, Field: { } name } c when c.Members.Contains("computedBy") => (to.Name, field => field.Name == name),
            DocumentChanged { To: FieldExtensionDocument to, Field: { } name } c when c.Members.Contains("computedBy") => (to.Object, field => field.Name == name),
            DocumentChanged { To: HookDocument { Active: true } to } when to.On.Contains(HookEvent.Compute) => (to.Object, field => field.ComputedBy == to.Name),
            _ => ((string?)null, (Func<FieldModel, bool>)(_ => false)),
        };
        if (owner is null || !context.Storage.To.Model.TryGetObject(owner, out ObjectModel? model) || context.IsNew(model)) yield break;
        long rows = context.Storage.Rows.GetValueOrDefault(model.Table);
        foreach (FieldModel field in model.Fields.AsSpan().ToArray().Where(f => f.ComputedBy is not null && concerns(f)))
        {
            (string en, string zh) = Wording.Both(field.Label);
            yield return new Hazard(
                HazardCodes.InBackground, HazardSeverity.Info, index,
                Wording.Of(
                    $"The values of “{en}” are computed in the background by the hook “{field.ComputedBy}”, in about {Wording.Count(rows, "row")}. Until then they are {(change is AddField ? "blank" : "as they were")} in existing records.",
                    $"“{zh}”的值将在后台由钩子“{field.ComputedBy}”计算，约 {rows} 行。完成之前，现有记录中的值{(change is AddField ? "为空" : "保持不变")}。"),
                rows, []);
        }
    }

    private static Hazard? Rollup(HazardContext context, int index, ModelChange change)
    {
        (ObjectModel Owner, FieldModel Field)? made = change switch
        {
            AddField { Field.Rollup: not null } c => (c.Object, c.Field),
            ChangeRollup c => (c.Object, c.To),
            _ => null,
        };
        if (made is not var (owner, field) || context.IsNew(owner)) return null;
        string list = context.Storage.To.Model.Object(field.Rollup!.ChildObject).Table;
        if (!context.Storage.IsLarge(owner.Table) && !context.Storage.IsLarge(list)) return null;
        long rows = context.Storage.Rows.GetValueOrDefault(list);
        (string en, string zh) = Wording.Both(field.Label);
        return new Hazard(
            HazardCodes.InBackground, HazardSeverity.Info, index,
            Wording.Of(
                $"The values of “{en}” are made of about {Wording.Count(rows, "row")} in the background. Until then they are {(change is AddField ? "blank" : "as they were")} in existing records.",
                $"“{zh}”的值将在后台由约 {rows} 行汇总。完成之前，现有记录中的值{(change is AddField ? "为空" : "保持不变")}。"),
            rows, []);
    }

    private static LocalizedText Message(ObjectModel owner, long rows, bool unique)
    {
        (string en, string zh) = Wording.Both(owner.PluralLabel);
        return Wording.Of(
            $"The index over about {Wording.Count(rows, "row")} of {en} is built in the background."
            + (unique ? " Until it is ready two new records may still share a value." : ""),
            $"{zh}约 {rows} 行的索引将在后台建立。" + (unique ? "完成之前，新记录仍可能出现重复值。" : ""));
    }
}
