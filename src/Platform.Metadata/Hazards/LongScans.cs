using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.LongScan"/>: every row of a large table is read while the table is locked.</summary>
public sealed class LongScans : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        ObjectModel? owner = change switch
        {
            RestoreObject c => c.Object,
            RestoreField c => c.Object,
            ChangeStageTotals { To: not null } c => c.Object,
            RetypeField { Effect: not StorageEffect.Convert } c when Tightens(c) => c.Object,
            _ => null,
        };
        if (owner is null || !context.Storage.IsLarge(context.TableNameOf(owner))) yield break;
        long rows = context.Storage.Rows[context.TableNameOf(owner)];
        yield return new Hazard(HazardCodes.LongScan, HazardSeverity.Info, index, Message(owner, rows), rows, []);
    }

    private static bool Tightens(RetypeField change) => change.From.Columns.Zip(change.To.Columns).Any(c => !c.First.NotNull && c.Second.NotNull);

    private static LocalizedText Message(ObjectModel owner, long rows)
    {
        (string en, string zh) = Wording.Both(owner.PluralLabel);
        return Wording.Of(
            $"About {Wording.Count(rows, "row")} of {en} will be read through; writing {en} waits meanwhile.",
            $"将检查{zh}的约 {rows} 行，期间写入需等待。");
    }
}
