using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.DataLoss"/>: an object with records goes.</summary>
public sealed class DroppedRecords : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        if (change is not DropObject drop) yield break;
        FieldModel name = drop.Object.Field(drop.Object.NameField);

        // The table as it is called now: the object that goes may be a later one of the same id as one that comes back.
        SqlTable table = new(context.Storage.Schema, drop.Object.Table);
        yield return new HazardProbe(
            HazardCodes.DataLoss, HazardSeverity.Confirm, index,
            HazardQuery.CountAndSample(table, SqlExpression.True, HazardQuery.Shown(name, HazardContext.InUse(name))),
            n => Message(drop, n));
    }

    private static LocalizedText Message(DropObject drop, long count)
    {
        (string en, string zh) = Wording.Both(drop.Object.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} of {en} will be set aside. They come back only with a rollback, until they are purged.",
            $"{zh}的 {count} 条记录将被搁置，清除之前只有回滚才能恢复。");
    }
}
