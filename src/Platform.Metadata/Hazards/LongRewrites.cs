using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.LongRewrite"/>: every row of a large table is written while the table is locked.</summary>
public sealed class LongRewrites : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        ObjectModel? owner = change switch
        {
            RetypeField { Effect: StorageEffect.Convert } c => c.Object,
            ChangeNumericPrecision { Effect: StorageEffect.Convert } c => c.Object,
            RevertField c => c.Object,
            AssignPipelines c => c.Object,
            _ => null,
        };
        if (owner is null || !context.Storage.IsLarge(owner.Table)) yield break;
        long rows = context.Storage.Rows[owner.Table];
        yield return new Hazard(HazardCodes.LongRewrite, HazardSeverity.Confirm, index, Message(owner, rows), rows, []);
    }

    private static LocalizedText Message(ObjectModel owner, long rows)
    {
        (string en, string zh) = Wording.Both(owner.PluralLabel);
        return Wording.Of(
            $"About {Wording.Count(rows, "row")} of {en} will be converted; nobody can read or write {en} meanwhile.",
            $"将转换{zh}的约 {rows} 行，期间无法读写{zh}。");
    }
}
