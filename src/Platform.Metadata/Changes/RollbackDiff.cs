using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>
/// The changes that lead back to an earlier revision. What was set aside since then comes back: an object or field that went is restored as
/// it was when it went; a retyped field takes its kept values back. An object or field of the same id that was made anew in the meantime
/// is set aside in its turn.
/// </summary>
public sealed class RollbackDiff
{
    private readonly ModelSnapshot _current;
    private readonly ModelSnapshot _target;
    private readonly long _revision;
    private readonly IReadOnlyList<SetAsideEntry> _register;
    private readonly Func<long, ModelSnapshot> _at;
    private readonly List<ModelChange> _changes = [];
    private readonly DocumentSources _currentSources;
    private readonly DocumentSources _targetSources;

    private RollbackDiff(
        ModelSnapshot current, ModelSnapshot target, long revision, IReadOnlyList<SetAsideEntry> register, Func<long, ModelSnapshot> at)
    {
        (_current, _target, _revision, _register, _at) = (current, target, revision, register, at);
        _currentSources = new DocumentSources(current);
        _targetSources = new DocumentSources(target);
    }

    /// <summary>Revisions whose snapshots <see cref="Between"/> may ask for: those before each setting-aside that is undone.</summary>
    public static IReadOnlySet<long> NeededRevisions(long revision, IEnumerable<SetAsideEntry> register) =>
        register.Where(e => e.Revision > revision).Select(e => e.Described).ToHashSet();

    /// <summary>The changes back to a revision, and the storage that they start from.</summary>
    /// <param name="current">The model as it is.</param>
    /// <param name="target">The model of the earlier revision.</param>
    /// <param name="revision">Number of the earlier revision.</param>
    /// <param name="register">What is set aside.</param>
    /// <param name="at">The snapshot of a revision; asked for those of <see cref="NeededRevisions"/> only.</param>
    public static (ModelSnapshot From, EquatableArray<ModelChange> Changes) Between(
        ModelSnapshot current, ModelSnapshot target, long revision, IReadOnlyList<SetAsideEntry> register, Func<long, ModelSnapshot> at)
    {
        RollbackDiff diff = new(current, target, revision, register, at);
        ModelSnapshot from = diff.Restore();
        IEnumerable<ModelChange> rest = ModelDiff.Between(from, target);
        return (from, diff._changes.Concat(rest).ToEquatableArray());
    }

    private ModelSnapshot Restore()
    {
        Dictionary<string, ObjectModel> objects = _current.Model.Objects.ToDictionary(o => o.Id, StringComparer.Ordinal);
        foreach (ObjectModel wanted in _target.Model.Objects)
        {
            SetAsideEntry? table = Walk(e => e.Kind == SetAsideKind.Table && e.ObjectId == wanted.Id).Select(g => g[0]).FirstOrDefault();
            if (table is not null) objects[wanted.Id] = RestoreObject(wanted, table, objects.GetValueOrDefault(wanted.Id));
            if (objects.TryGetValue(wanted.Id, out ObjectModel? present))
            {
                objects[wanted.Id] = RestoreFields(wanted, present, table?.Table ?? present.Table, table?.Revision ?? long.MaxValue);
            }
        }

        TenantModel model = new(
            _current.Model.Revision,
            objects.Values.OrderBy(o => o.Name, StringComparer.Ordinal).ToEquatableArray(),
            _current.Model.Picklists, _current.Model.Layouts, _current.Model.Views, _current.Model.Navigations, _current.Model.Roles,
            _current.Model.Packages);
        return new ModelSnapshot(model, _current.Documents.Concat(RestoredDocuments()).ToEquatableArray());
    }

    // The document of a restored object counts as there already: its return is told by the typed change.
    private IEnumerable<Document> RestoredDocuments()
    {
        HashSet<string> present = _current.Documents.OfType<ObjectDocument>().Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return _target.Documents.OfType<ObjectDocument>()
            .Where(d => !present.Contains(d.Id) && _changes.OfType<RestoreObject>().Any(c => c.Object.Id == d.Id));
    }

    private ObjectModel RestoreObject(ObjectModel wanted, SetAsideEntry table, ObjectModel? later)
    {
        if (later is not null) _changes.Add(new DropObject(later) { Source = DocumentSources.Of(later) });
        ObjectModel then = _at(table.Described).Model.Objects.First(o => o.Id == wanted.Id);
        _changes.Add(new RestoreObject(then, table) { Source = DocumentSources.Of(wanted) });
        foreach (FieldModel field in then.Fields.Where(f => f.LinkTable is not null))
        {
            SetAsideEntry? links = _register.FirstOrDefault(e =>
                e.Kind == SetAsideKind.Links && e.Reason == SetAsideReason.Drop && e.Revision == table.Revision && e.RestoredAt is null
                && e.ObjectId == wanted.Id && e.FieldId == field.Id);
            if (links is not null && wanted.Fields.Any(f => f.Id == field.Id))
            {
                _changes.Add(new RestoreField(then, field, [links]) { Source = _targetSources.Of(wanted, field) });
            }
        }

        // Its indexes went with the setting-aside; those that the target wants are added by the ordinary comparison. Links that it does not
        // want stay where they are.
        return then with
        {
            Indexes = [],
            Fields = then.Fields.Where(f => f.LinkTable is null || wanted.Fields.Any(w => w.Id == f.Id)).ToEquatableArray(),
        };
    }

    private ObjectModel RestoreFields(ObjectModel wanted, ObjectModel present, string table, long until)
    {
        List<FieldModel> fields = [.. present.Fields];
        List<IndexModel> indexes = [.. present.Indexes];
        foreach (FieldModel field in wanted.Fields)
        {
            // An entry of a link table names that table; a column's entry names the table that holds it now.
            SetAsideEntry[] entries =
            [
                .. _register.Where(e => e.ObjectId == wanted.Id && e.FieldId == field.Id && e.Revision < until
                    && (e.Kind == SetAsideKind.Links || e.Table == table)),
            ];
            if (Walk(entries.Contains) is { Count: > 0 } path) RestoreField(wanted, present, field, path, fields, indexes);
        }

        return present with { Fields = fields.ToEquatableArray(), Indexes = indexes.ToEquatableArray() };
    }

    private void RestoreField(
        ObjectModel wanted, ObjectModel present, FieldModel field, List<EquatableArray<SetAsideEntry>> path, List<FieldModel> fields,
        List<IndexModel> indexes)
    {
        FieldModel? live = fields.FirstOrDefault(f => f.Id == field.Id);
        EquatableArray<SetAsideEntry> kept = [];
        if (path[^1][0].Reason == SetAsideReason.Drop)
        {
            kept = path[^1];
            path = path[..^1];
            if (live is not null) RemoveLater(present, live, fields, indexes);
            live = FieldAt(kept[0].Described, wanted.Id, field.Id);
            fields.Add(live);
        }

        if (live is null) return;
        if (path.Count == 0)
        {
            _changes.Add(new RestoreField(wanted, live, kept) { Source = _targetSources.Of(wanted, field) });
            return;
        }

        RetypeLink[] chain = [.. path.Select(g => new RetypeLink(FieldAt(g[0].Described, wanted.Id, field.Id), g))];
        _changes.Add(new RevertField(wanted, live, field, chain.ToEquatableArray(), kept) { Source = _targetSources.Of(wanted, field, "type") });

        // Under its present name, which the indexes speak of; a rename is undone like any other.
        fields[fields.IndexOf(live)] = chain[0].Field with { Name = live.Name };
    }

    private void RemoveLater(ObjectModel present, FieldModel live, List<FieldModel> fields, List<IndexModel> indexes)
    {
        foreach (IndexModel index in indexes.Where(i => i.Fields.Contains(live.Name)).ToArray())
        {
            _changes.Add(new DropIndex(present, index) { Source = _currentSources.Of(present, index) });
            indexes.Remove(index);
        }

        _changes.Add(new DropField(present, live) { Source = _currentSources.Of(present, live) });
        fields.Remove(live);
    }

    private FieldModel FieldAt(long revision, string objectId, string fieldId) =>
        _at(revision).Model.Objects.First(o => o.Id == objectId).Fields.First(f => f.Id == fieldId);

    // Follows what was in use at the wanted revision: where it was set aside, whether it was brought back and set aside again, and what took its
    // place. The first stop is where the values of that revision are now; no stop means that they are in use.
    private List<EquatableArray<SetAsideEntry>> Walk(Func<SetAsideEntry, bool> condition)
    {
        List<EquatableArray<SetAsideEntry>> path = [];
        long from = _revision;
        while (true)
        {
            EquatableArray<SetAsideEntry> next = _register
                .Where(e => e.Revision > from && e.Reason != SetAsideReason.Superseded && condition(e))
                .GroupBy(e => e.Revision).OrderBy(g => g.Key).FirstOrDefault()?.ToEquatableArray() ?? [];
            if (next.IsEmpty) return path;
            if (next[0].RestoredAt is { } restored)
            {
                from = restored;
                continue;
            }

            path.Add(next);
            if (next[0].Reason == SetAsideReason.Drop) return path;
            from = next[0].Revision;
        }
    }
}
