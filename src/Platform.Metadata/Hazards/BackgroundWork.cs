using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.InBackground"/>: an index of a large table follows after the plan is applied.</summary>
public sealed class BackgroundWork : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
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

    private static LocalizedText Message(ObjectModel owner, long rows, bool unique)
    {
        (string en, string zh) = Wording.Both(owner.PluralLabel);
        return Wording.Of(
            $"The index over about {Wording.Count(rows, "row")} of {en} is built in the background."
            + (unique ? " Until it is ready two new records may still share a value." : ""),
            $"{zh}约 {rows} 行的索引将在后台建立。" + (unique ? "完成之前，新记录仍可能出现重复值。" : ""));
    }
}
