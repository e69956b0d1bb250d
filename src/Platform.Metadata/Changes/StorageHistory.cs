using Platform.Metadata.Collections;

namespace Platform.Metadata.Changes;

/// <summary>
/// The register of set-aside storage, read as history: where that which was in use at a revision is now, and what took its place.
/// </summary>
internal sealed class StorageHistory(IReadOnlyList<SetAsideEntry> register, long revision)
{
    /// <summary>Where the table is that an object had at the revision; null when that table is in use.</summary>
    public SetAsideEntry? TableOf(string objectId) =>
        Follow(register.Where(e => e.Kind == SetAsideKind.Table && e.ObjectId == objectId)).Select(g => g[0]).FirstOrDefault();

    /// <summary>
    /// What became of the storage that a field had at the revision: each group is one setting-aside of its columns or links that was not taken
    /// back, oldest first. The first holds the values of that revision; none means that they are in use. Only the last can be
    /// <see cref="IsGone"/>.
    /// </summary>
    /// <param name="objectId">The object.</param>
    /// <param name="fieldId">The field.</param>
    /// <param name="table">Present name of the object's table: a table made anew under the same id has fields of its own.</param>
    /// <param name="until">Revision at which that table was set aside; the largest number while it is in use.</param>
    public List<EquatableArray<SetAsideEntry>> FieldOf(string objectId, string fieldId, string table, long until) =>
        Follow(register.Where(e => e.Kind is SetAsideKind.Column or SetAsideKind.Links
            && e.ObjectId == objectId && e.FieldId == fieldId && e.Owner == table && e.Revision <= until));

    /// <summary>Copies of what took the place of a group's values.</summary>
    public EquatableArray<SetAsideEntry> SuccessorOf(EquatableArray<SetAsideEntry> group)
    {
        SetAsideEntry first = group[0];
        long since = first.TakenAt ?? first.Revision;
        return register
            .Where(e => e.Kind == SetAsideKind.Successor && e.Revision == since && e.ObjectId == first.ObjectId && e.FieldId == first.FieldId
                && e.Owner == first.Owner)
            .ToEquatableArray();
    }

    /// <summary>True when nothing took the place of a group: the object or field was away from then on.</summary>
    public static bool IsGone(EquatableArray<SetAsideEntry> group) => group[0].Reason == SetAsideReason.Drop && group[0].TakenAt is null;

    // What was brought back is followed from there; what was retyped, to what took its place.
    private List<EquatableArray<SetAsideEntry>> Follow(IEnumerable<SetAsideEntry> entries)
    {
        IGrouping<long, SetAsideEntry>[] groups = [.. entries.GroupBy(e => e.Revision).OrderBy(g => g.Key)];
        List<EquatableArray<SetAsideEntry>> path = [];
        long from = revision;
        while (groups.FirstOrDefault(g => g.Key > from)?.ToEquatableArray() is { IsEmpty: false } next)
        {
            if (next[0].RestoredAt is { } restored)
            {
                from = restored;
                continue;
            }

            path.Add(next);
            if (IsGone(next)) break;
            from = next[0].TakenAt ?? next[0].Revision;
        }

        return path;
    }
}
