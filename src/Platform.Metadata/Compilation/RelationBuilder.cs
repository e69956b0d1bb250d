using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>
/// Completes objects with what comes from other objects: the inverse relations of their references, and a detail's ownership, which is its
/// master's.
/// </summary>
internal sealed class RelationBuilder
{
    private readonly Dictionary<string, ObjectDraft> _drafts;
    private readonly TranslationIndex _translations;
    private readonly PartStore _parts;
    private readonly List<Finding> _findings;
    private readonly DocumentIndex _index;
    private readonly ILookup<string, (ObjectModel Source, Reference Reference)> _byTarget;

    public RelationBuilder(
        DocumentIndex index, Dictionary<string, ObjectDraft> drafts, TranslationIndex translations, PartStore parts, List<Finding> findings)
    {
        _index = index;
        _drafts = drafts;
        _translations = translations;
        _parts = parts;
        _findings = findings;
        _byTarget = drafts.Values.OrderBy(d => d.Model.Name, StringComparer.Ordinal)
            .SelectMany(d => d.References.Where(r => r.Inverse is not null).Select(r => (d.Model, r)))
            .ToLookup(r => r.r.Target, StringComparer.Ordinal);
    }

    /// <summary>The complete object; the instance of the compilation before when nothing changed.</summary>
    public ObjectModel Complete(ObjectDocument document)
    {
        ObjectDraft draft = _drafts[document.Name];
        EquatableArray<RelationModel> relations = Relations(draft.Model);
        Ownership ownership = OwnershipOf(draft.Model);
        CompletedObject? earlier = _parts.EarlierCompleted(document.Name);
        bool same = earlier is not null && ReferenceEquals(earlier.Draft.Model, draft.Model) && earlier.Model.Relations == relations
            && earlier.Model.Ownership == ownership;
        bool bare = relations.IsEmpty && ownership == draft.Model.Ownership;
        ObjectModel model = same ? earlier!.Model : bare ? draft.Model : draft.Model with { Relations = relations, Ownership = ownership };
        _parts.Completed[document.Name] = same ? earlier! : new CompletedObject(draft, model);
        return model;
    }

    private EquatableArray<RelationModel> Relations(ObjectModel target)
    {
        TextMerger texts = TextsOf(target.Name);
        Dictionary<string, RelationModel> relations = new(StringComparer.Ordinal);
        foreach ((ObjectModel source, Reference reference) in _byTarget[target.Name])
        {
            string name = reference.Inverse!;
            LocalizedText label = texts.Merge("relation." + name, reference.InverseLabel ?? source.PluralLabel);
            if (target.TryGetField(name, out _))
            {
                Clash(reference, $"{target.Name} has a field \"{name}\", so that the relation from {source.Name} cannot have that name.");
            }
            else if (!relations.TryAdd(name, new RelationModel(name, label, source.Name, reference.Field, reference.Kind)))
            {
                RelationModel other = relations[name];
                Clash(reference, $"{target.Name} already has a relation \"{name}\", from {other.SourceObject}.{other.SourceField}.");
            }
        }

        foreach (TranslatedText unused in texts.Unused()) _findings.Add(Finding.Unused(unused));
        return relations.Values.OrderBy(r => r.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>The translations of an object's relations; those of its fields, of which there are many more, are not looked at.</summary>
    private TextMerger TextsOf(string objectName)
    {
        List<TranslatedText>? found = null;
        foreach (TranslatedText text in _translations.For("object." + objectName).AsSpan())
        {
            if (text.Path.StartsWith("relation.", StringComparison.Ordinal)) (found ??= []).Add(text);
        }

        return new TextMerger(found is null ? [] : found.ToEquatableArray());
    }

    private void Clash(Reference reference, Sentence message)
    {
        Document document = _index.Find(reference.SourceKind, reference.SourceName)!;
        _findings.Add(Finding.Error(document, reference.Pointer + "/inverse", DocumentCodes.DuplicateField, message));
    }

    /// <summary>The ownership of the last master; a chain that does not end is reported elsewhere.</summary>
    private Ownership OwnershipOf(ObjectModel model)
    {
        for (int steps = 0; steps <= MasterChainRules.MaxLength && model.MasterField is { } field; steps++)
        {
            string target = ((Fields.MasterDetailType)model.Field(field).Type).Target;
            if (!_drafts.TryGetValue(target, out ObjectDraft? master)) break;
            model = master.Model;
        }

        return model.Ownership;
    }
}
