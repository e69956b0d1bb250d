using Platform.Expressions.Typing;
using Platform.Metadata.Changes;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary>The computed fields whose values change with a formula that they read, directly or through other formulas, although nobody touched theirs.</summary>
/// <param name="before">The model as it is.</param>
/// <param name="after">The model as it will be.</param>
/// <param name="changes">The changes of the plan.</param>
internal sealed class FollowingFormulas(TenantModel before, TenantModel after, IReadOnlyList<ModelChange> changes)
{
    /// <summary>Most fields that are looked at for one changed formula.</summary>
    private const int Most = 20;

    /// <summary>The fields that follow a change of the plan, with their object and what they were; those that follow an earlier one already are told there.</summary>
    /// <param name="index">Place of the change in the plan.</param>
    /// <param name="change">The changed formula.</param>
    public IEnumerable<(ObjectModel Object, FieldModel From, FieldModel To)> Of(int index, ChangeFormula change)
    {
        ChangeFormula[] earlier = [.. changes.Take(index).OfType<ChangeFormula>()];
        HashSet<(string, string)> touched = [.. changes.OfType<ChangeFormula>().Select(c => (c.Object.Id, c.To.Id))];
        return after.Objects.SelectMany(o => o.Fields.Select(f => (Object: o, Field: f)))
            .Where(x => x.Field.Formula?.Expression is not null && !touched.Contains((x.Object.Id, x.Field.Id)))
            .Where(x => Follows(x.Object, x.Field, change) && !earlier.Any(e => Follows(x.Object, x.Field, e)))
            .Select(x => (x.Object, From: Earlier(x.Object, x.Field), To: x.Field))
            .Where(x => x.From is not null).Select(x => (x.Object, x.From!, x.To)).Take(Most);
    }

    private FieldModel? Earlier(ObjectModel owner, FieldModel field) =>
        before.Objects.FirstOrDefault(o => o.Id == owner.Id)?.Fields.FirstOrDefault(f => f.Id == field.Id && f.Formula?.Expression is not null);

    private bool Follows(ObjectModel owner, FieldModel field, ChangeFormula change) => Follows(owner.Name, field.Name, change, []);

    private bool Follows(string objectName, string fieldName, ChangeFormula change, HashSet<(string, string)> seen)
    {
        if (!seen.Add((objectName, fieldName)) || !after.Object(objectName).TryGetField(fieldName, out FieldModel? field)) return false;
        if (field.Formula?.Expression is not { } formula) return false;
        foreach (MemberRead read in formula.Reads)
        {
            if (read.Member.Tag is not FieldModel) continue;
            if (read.ObjectName == change.Object.Name && read.Member.Name == change.To.Name) return true;
            if (Follows(read.ObjectName, read.Member.Name, change, seen)) return true;
        }

        return false;
    }
}
