using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Storage;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.DataLoss"/>: a field with values goes.</summary>
public sealed class DroppedValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        // What was made of other records can be made of them again.
        if (change is not DropField { Field.Rollup: null } drop) yield break;
        if (drop.Field.LinkTable is { } links)
        {
            SqlTable table = new(context.Storage.Schema, links);
            yield return new HazardProbe(
                HazardCodes.DataLoss, HazardSeverity.Confirm, index,
                HazardQuery.CountAndSample(
                    table, SqlExpression.True, HazardQuery.Column(StorageNames.LinkTarget).As(SqlType.Text), StorageNames.LinkSource),
                n => Message(drop, n));
            yield break;
        }

        IReadOnlyList<SqlExpression> columns = HazardContext.InUse(drop.Field);
        yield return context.Probe(
            HazardCodes.DataLoss, HazardSeverity.Confirm, index, drop.Object, HazardQuery.HasMeaning(drop.Field, columns),
            HazardQuery.Shown(drop.Field, columns), n => Message(drop, n));
    }

    private static LocalizedText Message(DropField drop, long count)
    {
        (string en, string zh) = Wording.Both(drop.Field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "value")} of “{en}” will be set aside. They come back only with a rollback, until they are purged.",
            $"“{zh}”的 {count} 个值将被搁置，清除之前只有回滚才能恢复。");
    }
}
