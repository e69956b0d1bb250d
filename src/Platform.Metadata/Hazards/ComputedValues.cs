using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.ComputedValues"/>: records show another value than before. Asked where the new formula reads only what is stored
/// already as it will be, which is so unless the same plan brings or converts those fields. Formulas that read a changed one are asked as well.
/// </summary>
public sealed class ComputedValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        if (change is ChangeRollup rollup && Rolled(context, index, rollup) is { } probe) yield return probe;
        if (change is not ChangeFormula c) yield break;
        if (Computed(context, index, c.Object, c.From, c.To) is { } own) yield return own;
        FollowingFormulas following = new(context.Storage.From.Model, context.Storage.To.Model, context.Storage.Changes);
        foreach ((ObjectModel owner, FieldModel from, FieldModel to) in following.Of(index, c))
        {
            if (Computed(context, index, owner, from, to) is { } follower) yield return follower;
        }
    }

    private static HazardProbe? Computed(HazardContext context, int index, ObjectModel owner, FieldModel from, FieldModel to)
    {
        TenantModel before = context.Storage.From.Model, after = context.Storage.To.Model;
        ObjectModel was = before.Objects.First(o => o.Id == owner.Id);
        if (!StoredReads.Are(before, after, to.Formula!.Checked)) return null;
        SqlExpression earlier = Value(context, before, was, from, "a"), later = Value(context, after, owner, to, "b");
        SqlExpression changed = SqlExpression.Infix(earlier.As(SqlType.Text), "is distinct from", later.As(SqlType.Text));
        SqlExpression shown = SqlExpression.Call("concat", Shown(earlier), SqlExpression.Literal(" → "), Shown(later));
        return context.Probe(
            HazardCodes.ComputedValues, HazardSeverity.Info, index, owner, SqlExpression.And(HazardQuery.Live(owner), changed), shown, n => Message(to, n));
    }

    /// <summary>What is stored beside what will be, where tables are small enough to look at each record with its list.</summary>
    private static HazardProbe? Rolled(HazardContext context, int index, ChangeRollup change)
    {
        TenantModel before = context.Storage.From.Model, after = context.Storage.To.Model;
        RollupInputs inputs = RollupInputs.Of(change.To.Rollup!, after.Object)!;
        if (!inputs.Stored.All(i => StoredReads.IsStored(before, after, i.Object, i.Field))) return null;
        var link = RollupLink.Of(change.Object, change.To.Rollup!, after.Object);
        if (context.Storage.IsLarge(change.Object.Table) || context.Storage.IsLarge(link.Child.Table)) return null;
        if (!StoredReads.IsStored(before, after, link.IsInverse ? link.Child.Name : change.Object.Name, link.Field.Name)) return null;
        SqlExpression earlier = HazardQuery.Column(change.From.Column.Name);
        SqlExpression later = RollupLowering.Anew(
            change.Object, change.To, context.Environment(after, "b"), HazardQuery.Column(change.Object.Field(SystemFields.Id).Column.Name))[0].Value;
        SqlExpression changed = SqlExpression.Infix(earlier, "is distinct from", later);
        SqlExpression shown = SqlExpression.Call("concat", Shown(earlier), SqlExpression.Literal(" → "), Shown(later));
        return context.Probe(
            HazardCodes.ComputedValues, HazardSeverity.Info, index, change.Object, SqlExpression.And(HazardQuery.Live(change.Object), changed), shown,
            n => Message(change.To, n));
    }

    private static SqlExpression Value(HazardContext context, TenantModel model, ObjectModel owner, FieldModel field, string prefix) =>
        FormulaLowering.Value(field, context.Environment(model, prefix), LoweredRow.InScope(owner, HazardQuery.Column));

    private static SqlExpression Shown(SqlExpression value) => SqlExpression.Call("coalesce", value.As(SqlType.Text), SqlExpression.Literal("–"));

    private static LocalizedText Message(FieldModel field, long count)
    {
        (string en, string zh) = Wording.Both(field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} will show another value of “{en}”.", $"{count} 条记录的“{zh}”将显示不同的值。");
    }
}
