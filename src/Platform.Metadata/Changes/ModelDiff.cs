using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>
/// Compares two models. Objects and fields are matched by their stable ids, so a new name is a rename. Changes come in the order in which
/// they are applied: what goes, then what appears, then what tightens, then what records get, then documents. <c>Between(a, a)</c> is empty.
/// </summary>
public sealed class ModelDiff
{
    private readonly ModelSnapshot _from;
    private readonly ModelSnapshot _to;
    private readonly DocumentSources _fromSources;
    private readonly DocumentSources _toSources;
    private readonly List<ModelChange> _loosen = [];
    private readonly List<ModelChange> _drop = [];
    private readonly List<ModelChange> _create = [];
    private readonly List<ModelChange> _alter = [];
    private readonly List<ModelChange> _tighten = [];
    private readonly List<ModelChange> _fill = [];

    private ModelDiff(ModelSnapshot from, ModelSnapshot to)
    {
        (_from, _to) = (from, to);
        _fromSources = new DocumentSources(from);
        _toSources = new DocumentSources(to);
    }

    /// <summary>The changes that lead from one snapshot to another.</summary>
    public static EquatableArray<ModelChange> Between(ModelSnapshot from, ModelSnapshot to)
    {
        ModelDiff diff = new(from, to);
        diff.Objects();
        IEnumerable<ModelChange> documents = DocumentDiff.Between(from, to, diff._fromSources, diff._toSources);
        return diff._loosen.Concat(diff._drop).Concat(diff._create).Concat(diff._alter).Concat(diff._tighten).Concat(diff._fill).Concat(documents)
            .ToEquatableArray();
    }

    private void Objects()
    {
        Dictionary<string, ObjectModel> before = _from.Model.Objects.ToDictionary(o => o.Id, StringComparer.Ordinal);
        HashSet<string> after = _to.Model.Objects.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        foreach (ObjectModel old in _from.Model.Objects.AsSpan())
        {
            if (!after.Contains(old.Id)) _drop.Add(new DropObject(old) { Source = DocumentSources.Of(old) });
        }

        foreach (ObjectModel now in _to.Model.Objects.AsSpan())
        {
            if (!before.TryGetValue(now.Id, out ObjectModel? old)) _create.Add(new CreateObject(now) { Source = DocumentSources.Of(now) });
            else Object(old, now);
        }
    }

    private void Object(ObjectModel old, ObjectModel now)
    {
        // The compiler keeps the instance of an object that did not change; a rename of a lookup's target changes the names in its type
        // and so the instance.
        if (ReferenceEquals(old, now)) return;
        if (old.Name != now.Name) _alter.Add(new RenameObject(old, now) { Source = DocumentSources.Of(now) with { Pointer = "/name" } });
        Dictionary<string, FieldModel> before = old.Fields.ToDictionary(f => f.Id, StringComparer.Ordinal);
        HashSet<string> after = now.Fields.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        foreach (FieldModel field in old.Fields.AsSpan())
        {
            if (!after.Contains(field.Id)) _drop.Add(new DropField(old, field) { Source = _fromSources.Of(old, field) });
        }

        foreach (FieldModel field in now.Fields.AsSpan())
        {
            if (!before.TryGetValue(field.Id, out FieldModel? former))
            {
                _alter.Add(new AddField(now, field) { Source = _toSources.Of(now, field) });
            }
            else if (IsMadeAnew(former, field))
            {
                // What was stored is set aside, and what was computed never had a column.
                _drop.Add(new DropField(old, former) { Source = _fromSources.Of(old, former) });
                _alter.Add(new AddField(now, field) { Source = _toSources.Of(now, field) });
            }
            else if (former != field)
            {
                FieldDiff changes = new(_from.Model, _to.Model, now, former, field, _toSources);
                _loosen.AddRange(changes.Loosen());
                _alter.AddRange(changes.Alter());
                _tighten.AddRange(changes.Tighten());
            }
        }

        Indexes(old, now);
        Rules(old, now);
        RecordTypes(old, now);
        _fill.AddRange(PipelineDiff.Between(old, now));
    }

    private void Rules(ObjectModel old, ObjectModel now)
    {
        if (old.Rules == now.Rules) return;
        Dictionary<string, RuleModel> before = old.Rules.ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (RuleModel rule in now.Rules)
        {
            before.Remove(rule.Name, out RuleModel? former);
            // What the expression reads may have changed its type or place without a change of the rule.
            bool same = former is not null && former with { InvalidWhen = rule.InvalidWhen } == rule && former.InvalidWhen.Text == rule.InvalidWhen.Text;
            if (!same) _tighten.Add(new ChangeRule(now, former, rule) { Source = _toSources.Of(now, rule) });
        }

        foreach (RuleModel gone in before.Values.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            _loosen.Add(new ChangeRule(now, gone, null) { Source = _fromSources.Of(old, gone) });
        }
    }

    private void RecordTypes(ObjectModel old, ObjectModel now)
    {
        foreach (RecordTypeModel type in now.RecordTypes)
        {
            RecordTypeModel? former = old.RecordTypes.FirstOrDefault(t => t.Name == type.Name);
            if (former is null || former with { Active = type.Active, Default = type.Default } == type) continue;
            _alter.Add(new ChangeRecordType(now, former, type) { Source = DocumentSources.Of(now) with { Pointer = "/recordTypes" } });
        }
    }

    // Stored, computed or rolled up; what a rollup holds is never converted, but made anew of its list.
    private static bool IsMadeAnew(FieldModel former, FieldModel field) =>
        former.Formula is null != field.Formula is null || former.Rollup is null != field.Rollup is null
        || (former.Rollup is { } before && (before.State != field.Rollup!.State || former.Columns != field.Columns));

    private void Indexes(ObjectModel old, ObjectModel now)
    {
        Dictionary<string, IndexModel> before = old.Indexes.ToDictionary(i => i.Name, StringComparer.Ordinal);
        HashSet<string> kept = [];
        foreach (IndexModel index in now.Indexes.AsSpan())
        {
            if (before.TryGetValue(index.Name, out IndexModel? former) && IsSame(old, former, now, index))
            {
                kept.Add(index.Name);
                continue;
            }

            _tighten.Add(UniqueField(now, index) is { } field && !WasUnique(old, field)
                ? new ChangeUnique(now, field, index, true) { Source = _toSources.Of(now, field, "unique") }
                : new AddIndex(now, index) { Source = _toSources.Of(now, index) });
        }

        foreach (IndexModel index in old.Indexes.AsSpan())
        {
            if (kept.Contains(index.Name)) continue;
            _loosen.Add(UniqueField(old, index) is { } field && now.Fields.Any(f => f.Id == field.Id && !f.Unique)
                ? new ChangeUnique(old, field, index, false) { Source = _fromSources.Of(old, field, "unique") }
                : new DropIndex(old, index) { Source = _fromSources.Of(old, index) });
        }
    }

    private static FieldModel? UniqueField(ObjectModel owner, IndexModel index) =>
        index.Unique && index.Fields.Count == 1 && owner.Field(index.Fields[0]) is { Unique: true } field ? field : null;

    private static bool WasUnique(ObjectModel old, FieldModel field) => old.Fields.Any(f => f.Id == field.Id && f.Unique);

    // Names of fields may have changed; the fields may not, nor the form of their keys.
    private static bool IsSame(ObjectModel old, IndexModel former, ObjectModel now, IndexModel index) =>
        former.Unique == index.Unique && former.Method == index.Method
        && former.Fields.Select(n => old.Field(n).Id).SequenceEqual(index.Fields.Select(n => now.Field(n).Id))
        && Tables.TableMapping.IndexOf(old, former) == Tables.TableMapping.IndexOf(now, index);
}
