using Platform.Metadata.Changes;
using Platform.Metadata.Model;

namespace Platform.Metadata.Planning;

/// <summary>
/// Indexes of large tables in whose place others come that begin with the same field: until those are built in the background, lists and boards would have none. They go when the others stand. An index that
/// keeps records apart goes at once, and so does one of fields that the plan touches.
/// </summary>
internal static class ReplacedIndexes
{
    /// <summary>Each index that goes, by the one that comes in its place.</summary>
    public static Dictionary<DropIndex, AddIndex> Of(StorageContext context)
    {
        Dictionary<DropIndex, AddIndex> replaced = [];
        foreach (DropIndex former in context.Changes.OfType<DropIndex>())
        {
            ObjectModel? owner = context.To.Model.Objects.FirstOrDefault(o => o.Id == former.Object.Id);
            if (owner is null || former.Index.Unique || !context.IsLarge(owner.Table) || former.Object.Table != owner.Table) continue;
            FieldModel[] fields = [.. former.Index.Fields.Select(former.Object.Field)];
            if (!fields.All(f => owner.Fields.Any(now => now.Id == f.Id && now == f))) continue;
            AddIndex? next = context.Changes.OfType<AddIndex>().FirstOrDefault(
                a => a.Object.Id == owner.Id && !a.Index.Unique && a.Object.Field(a.Index.Fields[0]).Id == fields[0].Id && !replaced.ContainsValue(a));
            if (next is not null) replaced[former] = next;
        }

        return replaced;
    }
}
