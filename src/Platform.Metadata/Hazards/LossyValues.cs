using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.LossyConversion"/>: converted back, values would not be what they were.</summary>
public sealed class LossyValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        RetypeField { Effect: StorageEffect.Convert } c => Probe(context, index, c.Object, c.From, c.To),
        ChangeNumericPrecision { Effect: StorageEffect.Convert } c => Probe(context, index, c.Object, c.From, c.To),
        _ => [],
    };

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, FieldModel from, FieldModel to)
    {
        if (from.Columns.Count != 1 || to.Columns.Count != 1) yield break;
        IReadOnlyList<SqlExpression> present = context.Present(owner, from);
        SqlExpression converted = context.Conversion.Attempt(from, to, present)[0];
        if (converted == SqlExpression.Null) yield break;
        SqlExpression back = context.Conversion.Attempt(to, from, [converted])[0];
        if (back == SqlExpression.Null) yield break;
        SqlExpression lossy = SqlExpression.And(
            present[0].IsNotNull(), converted.IsNotNull(), SqlExpression.Infix(back, "is distinct from", present[0]));
        yield return context.Probe(
            HazardCodes.LossyConversion, HazardSeverity.Confirm, index, owner, lossy, HazardQuery.Shown(from, present), n => Message(to, n));
    }

    private static LocalizedText Message(FieldModel to, long count)
    {
        (string en, string zh) = Wording.Both(to.Label);
        return Wording.Of(
            $"{Wording.Count(count, "value")} of “{en}” will lose a part or their spelling in the new type. What was there is kept aside.",
            $"“{zh}”的 {count} 个值在新类型中会丢失部分内容或写法；原值会被搁置保存。");
    }
}
