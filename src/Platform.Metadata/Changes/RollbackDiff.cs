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
    private readonly StorageHistory _history;
    private readonly Func<long, ModelSnapshot> _at;
    private readonly List<ModelChange> _changes = [];
    private readonly DocumentSources _currentSources;
    private readonly DocumentSources _targetSources;

    private RollbackDiff(ModelSnapshot current, ModelSnapshot target, StorageHistory history, Func<long, ModelSnapshot> at)
    {
        (_current, _target, _history, _at) = (current, target, history, at);
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
        RollbackDiff diff = new(current, target, new StorageHistory(register, revision), at);
        ModelSnapshot from = diff.Restore();

        // What came back under a name of its own, because its former one is taken, is not renamed: its return says all.
        IEnumerable<ModelChange> rest = ModelDiff.Between(from, target)
            .Where(c => !(c is RenameObject o && IsMark(o.From.Name, o.From.Id)) && !(c is RenameField f && IsMark(f.From.Name, f.From.Id)));
        return (from, diff._changes.Concat(rest).ToEquatableArray());
    }

    private ModelSnapshot Restore()
    {
        Dictionary<string, ObjectModel> objects = _current.Model.Objects.ToDictionary(o => o.Id, StringComparer.Ordinal);
        foreach (ObjectModel wanted in _target.Model.Objects)
        {
            SetAsideEntry? table = _history.TableOf(wanted.Id);
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
            _current.Model.Packages, _current.Model.DuplicateRules, _current.Model.ApprovalFlows);
        return new ModelSnapshot(model, _current.Documents.Concat(RestoredDocuments()).ToEquatableArray());
    }

    // The document of a restored object counts as there already: its return is told by the typed change.
    private IEnumerable<Document> RestoredDocuments()
    {
        HashSet<string> present = _current.Documents.OfType<ObjectDocument>().Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return _target.Documents.OfType<ObjectDocument>()
            .Where(d => !present.Contains(d.Id) && _changes.OfType<RestoreObject>().Any(c => c.Object.Id == d.Id));
    }

    // Its indexes went with the setting-aside; those that the target wants are added by the ordinary comparison. Its links lie aside beside
    // it; those that the target wants come back with their fields.
    private ObjectModel RestoreObject(ObjectModel wanted, SetAsideEntry table, ObjectModel? later)
    {
        if (later is not null) _changes.Add(new DropObject(later) { Source = DocumentSources.Of(later) });
        TenantModel model = _at(table.Described).Model;
        ObjectModel then = model.Objects.First(o => o.Id == wanted.Id);
        bool taken = _current.Model.TryGetObject(wanted.Name, out ObjectModel? other) && other.Id != wanted.Id;
        ObjectModel restored = then with
        {
            Name = taken ? References.NameOf(wanted.Id) : wanted.Name,
            Indexes = [],
            Fields = then.Fields.Where(f => f.LinkTable is null).Select(f => References.ById(f, model)).ToEquatableArray(),
        };
        _changes.Add(new RestoreObject(restored, table) { Source = DocumentSources.Of(wanted) });
        return restored;
    }

    private ObjectModel RestoreFields(ObjectModel wanted, ObjectModel present, string table, long until)
    {
        List<FieldModel> fields = [.. present.Fields];
        List<IndexModel> indexes = [.. present.Indexes];
        foreach (FieldModel field in wanted.Fields)
        {
            List<EquatableArray<SetAsideEntry>> path = _history.FieldOf(wanted.Id, field.Id, table, until);
            if (path.Count > 0) RestoreField(wanted, present, field, path, fields, indexes);
        }

        return present with { Fields = fields.ToEquatableArray(), Indexes = indexes.ToEquatableArray() };
    }

    private void RestoreField(
        ObjectModel wanted, ObjectModel present, FieldModel field, List<EquatableArray<SetAsideEntry>> path, List<FieldModel> fields,
        List<IndexModel> indexes)
    {
        FieldModel? live = fields.FirstOrDefault(f => f.Id == field.Id);
        EquatableArray<SetAsideEntry> gone = [];
        if (StorageHistory.IsGone(path[^1]))
        {
            gone = path[^1];
            path = path[..^1];
            if (live is not null) RemoveLater(present, live, fields, indexes);
            live = FieldAt(gone[0].Described, wanted.Id, field.Id);
            live = live with { Name = fields.Any(f => f.Name == field.Name) ? References.NameOf(field.Id) : field.Name };
            fields.Add(live);
        }

        if (live is null) return;
        RetypeLink[] chain = [.. path.Select(g => new RetypeLink(FieldAt(g[0].Described, wanted.Id, field.Id), g, _history.SuccessorOf(g)))];
        FieldModel kept = chain.Length > 0 ? chain[0].Field : live;
        bool returns = RetypeRules.EffectOf(kept, field, References.Differ(_target.Model, kept.Type, _target.Model, field.Type)) != StorageEffect.Convert;
        _changes.Add(chain.Length == 0 && returns
            ? new RestoreField(wanted, live, gone) { Source = _targetSources.Of(wanted, field) }
            : new RevertField(wanted, live, field, chain.ToEquatableArray(), gone, returns && chain.Length > 0)
            {
                Source = _targetSources.Of(wanted, field, "type"),
            });

        // Under its present name, which the indexes speak of; a rename is undone like any other.
        fields[fields.IndexOf(live)] = (returns ? kept : References.ById(field, _target.Model)) with { Name = live.Name };
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

    // Referring by id: the names of another revision may mean other objects in this one.
    private FieldModel FieldAt(long revision, string objectId, string fieldId)
    {
        TenantModel model = _at(revision).Model;
        return References.ById(model.Objects.First(o => o.Id == objectId).Fields.First(f => f.Id == fieldId), model);
    }

    private static bool IsMark(string name, string id) => name == References.NameOf(id);
}
