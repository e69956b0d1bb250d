using Platform.Metadata.Changes;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql.Definition;
using DropIndex = Platform.Metadata.Changes.DropIndex;

namespace Platform.Metadata.Planning;

/// <summary>
/// Indexes of large tables in whose place others come that begin with the same field: until those are built in the background, lists and boards would have none. They go when the others stand. An index that
/// keeps records apart goes at once, and so does one of fields whose values the plan touches. A field that goes is set aside with its column, and the index stays with that.
/// </summary>
internal static class ReplacedIndexes
{
    /// <summary>Each index that goes, by the one that comes in its place; several may go for one.</summary>
    public static Dictionary<DropIndex, AddIndex> Of(StorageContext context)
    {
        Dictionary<DropIndex, AddIndex> replaced = [];
        foreach (DropIndex former in context.Changes.OfType<DropIndex>())
        {
            ObjectModel? owner = context.To.Model.Objects.FirstOrDefault(o => o.Id == former.Object.Id);
            if (owner is null || former.Index.Unique || !context.IsLarge(owner.Table) || former.Object.Table != owner.Table) continue;
            FieldModel[] fields = [.. former.Index.Fields.Select(former.Object.Field)];
            if (Now(fields[0]) is null || fields.Any(f => Now(f) is { } now && !IsStoredAlike(f, now))) continue;
            IndexDefinition gone = TableMapping.IndexOf(former.Object, former.Index);
            AddIndex? next = context.Changes.OfType<AddIndex>()
                .Where(a => a.Object.Id == owner.Id && !a.Index.Unique && a.Object.Field(a.Index.Fields[0]).Id == fields[0].Id)
                .MaxBy(a => Likeness(gone, TableMapping.IndexOf(a.Object, a.Index)));
            if (next is not null) replaced[former] = next;

            FieldModel? Now(FieldModel field) => owner.Fields.FirstOrDefault(f => f.Id == field.Id);
        }

        return replaced;
    }

    private static bool IsStoredAlike(FieldModel before, FieldModel now) =>
        before.Type == now.Type && before.Columns == now.Columns && before.Formula == now.Formula;

    // What an index of all rows is for is done by another of all rows, and what it orders by one of the same keys.
    private static int Likeness(IndexDefinition gone, IndexDefinition next) =>
        (gone.Rows != SqlIndexRows.All || next.Rows == SqlIndexRows.All ? 2 : 0) + (gone.Keys == next.Keys ? 1 : 0);
}
