using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.CannotConvert"/>: values have no form in the new type.</summary>
public sealed class UnconvertibleValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        RetypeField { Effect: StorageEffect.Convert } c => Probe(context, index, c.Object, c.From, c.To),
        ChangeNumericPrecision { Effect: StorageEffect.Convert } c => Probe(context, index, c.Object, c.From, c.To),
        ChangeLookupTarget c => Probe(context, index, c.Object, c.From, c.To),
        RevertField c => Reverted(context, index, c),
        _ => [],
    };

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, FieldModel from, FieldModel to)
    {
        if (from.LinkTable is not null)
        {
            yield return Links(context.LinksOf(owner, from), index, to);
            yield break;
        }

        IReadOnlyList<SqlExpression> present = context.Present(owner, from);
        IReadOnlyList<SqlExpression> converted = context.Conversion.Attempt(from, to, present);
        SqlExpression lost = SqlExpression.And(
            ValueConversion.HasValue(present), SqlExpression.Not(ValueConversion.HasValue([.. converted.Where(c => c != SqlExpression.Null)])));
        yield return context.Probe(
            HazardCodes.CannotConvert, HazardSeverity.Confirm, index, owner, lost, HazardQuery.Shown(from, present), n => Message(to, n));
    }

    private static IEnumerable<HazardProbe> Reverted(HazardContext context, int index, RevertField change)
    {
        if (change.From.LinkTable is { } links)
        {
            string table = change.Live.FirstOrDefault(e => e.Kind == SetAsideKind.Links)?.Table ?? links;
            yield return Links(new SqlTable(context.Storage.Schema, table), index, change.To);
            yield break;
        }

        IReadOnlyList<SqlExpression> present = [.. change.LiveColumns.Select(HazardQuery.Column)];
        SqlExpression lost = SqlExpression.And(
            HazardQuery.HasMeaning(change.From, present),
            SqlExpression.Not(ValueConversion.HasValue(context.Present(change.Object, change.To))));
        yield return context.Probe(
            HazardCodes.CannotConvert, HazardSeverity.Confirm, index, change.Object, lost, HazardQuery.Shown(change.From, present),
            n => Message(change.To, n));
    }

    private static HazardProbe Links(SqlTable table, int index, FieldModel to) => new(
        HazardCodes.CannotConvert, HazardSeverity.Confirm, index,
        HazardQuery.CountAndSample(table, SqlExpression.True, HazardQuery.Column(StorageNames.LinkTarget).As(SqlType.Text), StorageNames.LinkSource),
        n => Message(to, n));

    private static LocalizedText Message(FieldModel to, long count)
    {
        (string en, string zh) = Wording.Both(to.Label);
        return Wording.Of(
            $"{Wording.Count(count, "value")} of “{en}” cannot be converted and will be blank. What was there is kept aside.",
            $"“{zh}”的 {count} 个值无法转换，将变为空；原值会被搁置保存。");
    }
}
