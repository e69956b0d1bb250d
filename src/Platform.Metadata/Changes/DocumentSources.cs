using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Finds the place in a snapshot's documents that describes a part of its model.</summary>
internal sealed class DocumentSources
{
    private readonly Dictionary<string, ObjectDocument> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<(string ObjectId, string FieldId), (ChangeSource Source, Document Document, FieldDocument Field)> _fields = [];
    private readonly Dictionary<(string ObjectName, string Keys), ChangeSource> _indexes = [];
    private readonly Dictionary<(string ObjectName, string Rule), ChangeSource> _rules = [];
    private readonly Dictionary<string, ChangeSource> _picklists = new(StringComparer.Ordinal);

    public DocumentSources(ModelSnapshot snapshot)
    {
        foreach (Document document in snapshot.Documents.AsSpan())
        {
            if (document is ObjectDocument owner)
            {
                _objects[owner.Id] = owner;
                AddFields(owner, owner.Id, owner.Fields);
                AddIndexes(owner, owner.Name, owner.Indexes);
                AddRules(owner, owner.Name, owner.Rules);
            }
            else if (document is FieldExtensionDocument extension
                && snapshot.Model.TryGetObject(extension.Object, out ObjectModel? extended))
            {
                AddFields(extension, extended.Id, extension.Fields);
                AddIndexes(extension, extension.Object, extension.Indexes);
                AddRules(extension, extension.Object, extension.Rules);
            }
            else if (document is PicklistDocument)
            {
                _picklists[document.Name] = new ChangeSource(document.Kind, document.Name, "/values");
            }
        }
    }

    public static ChangeSource Of(ObjectModel owner) => new(DocumentKinds.Object, owner.Name, "");

    public ChangeSource Of(ObjectModel owner, RuleModel rule) => _rules.GetValueOrDefault((owner.Name, rule.Name)) ?? Of(owner);

    public ChangeSource Of(ObjectModel owner, FieldModel field, string member = "")
    {
        if (field is { IsSystem: true, Name: SystemFields.RecordType }) return Of(owner) with { Pointer = "/recordTypes" };
        ChangeSource found = _fields.TryGetValue((owner.Id, field.Id), out var place) ? place.Source : Of(owner);
        return member.Length == 0 ? found : found with { Pointer = $"{found.Pointer}/{member}" };
    }

    public ChangeSource OfChoices(ObjectModel owner, FieldModel field, string? global) =>
        global is not null && _picklists.TryGetValue(global, out ChangeSource? shared) ? shared : Of(owner, field, "choices");

    public ChangeSource Of(ObjectModel owner, IndexModel index)
    {
        if (_indexes.TryGetValue((owner.Name, string.Join(',', index.Fields)), out ChangeSource? source)) return source;
        return index.Fields.Count == 1 && owner.TryGetField(index.Fields[0], out FieldModel? field)
            ? Of(owner, field, index.Unique ? "unique" : "indexed")
            : Of(owner);
    }

    public bool TryGetField(ObjectModel owner, FieldModel field, out Document document, out FieldDocument described)
    {
        bool found = _fields.TryGetValue((owner.Id, field.Id), out var place);
        (document, described) = (place.Document, place.Field);
        return found;
    }

    public bool TryGetObject(ObjectModel owner, out ObjectDocument document)
    {
        bool found = _objects.TryGetValue(owner.Id, out ObjectDocument? described);
        document = described!;
        return found;
    }

    private void AddFields(Document document, string objectId, EquatableArray<FieldDocument> fields)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            _fields[(objectId, fields[i].Id)] =
                (new ChangeSource(document.Kind, document.Name, string.Create(CultureInfo.InvariantCulture, $"/fields/{i}")), document, fields[i]);
        }
    }

    private void AddRules(Document document, string objectName, EquatableArray<RuleDocument> rules)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            _rules.TryAdd((objectName, rules[i].Name), new ChangeSource(document.Kind, document.Name, string.Create(CultureInfo.InvariantCulture, $"/rules/{i}")));
        }
    }

    private void AddIndexes(Document document, string objectName, EquatableArray<IndexDocument> indexes)
    {
        for (int i = 0; i < indexes.Count; i++)
        {
            _indexes[(objectName, string.Join(',', indexes[i].Fields))] =
                new ChangeSource(document.Kind, document.Name, string.Create(CultureInfo.InvariantCulture, $"/indexes/{i}"));
        }
    }
}
