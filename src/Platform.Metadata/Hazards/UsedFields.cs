using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.FieldInUse"/>: other documents use a field that goes or changes its type.</summary>
public sealed class UsedFields : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        (ObjectModel Owner, FieldModel Field)? used = change switch
        {
            DropField c => (c.Object, c.Field),
            RetypeField c => (c.Object, c.To),
            ChangeLookupTarget c => (c.Object, c.To),
            _ => null,
        };
        if (used is not var (owner, field)) yield break;
        IReadOnlyList<string> users = context.UsersOf(owner.Id, field.Id);
        if (users.Count == 0) yield break;
        yield return new Hazard(
            HazardCodes.FieldInUse, HazardSeverity.Info, index, Message(field, users), users.Count,
            [.. users.Take(5).Select(u => new HazardSample(null, u))]);
    }

    private static LocalizedText Message(FieldModel field, IReadOnlyList<string> users)
    {
        (string en, string zh) = Wording.Both(field.Label);
        string list = string.Join(", ", users.Take(5)) + (users.Count > 5 ? ", …" : "");
        return Wording.Of($"“{en}” is used by {list}.", $"“{zh}”被以下内容使用：{list}。");
    }
}
