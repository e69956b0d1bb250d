using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>
/// Compares what needs no storage. Object documents appear here only with what the typed changes do not say: labels, settings,
/// the order of fields.
/// </summary>
internal static class DocumentDiff
{
    public static IEnumerable<ModelChange> Between(ModelSnapshot from, ModelSnapshot to, DocumentSources old, DocumentSources now)
    {
        Dictionary<(string, string), Document> before = from.Documents.ToDictionary(d => (d.Kind, d.Id));
        foreach (Document document in to.Documents.OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal))
        {
            if (!before.Remove((document.Kind, document.Id), out Document? former))
            {
                if (document is not ObjectDocument) yield return new DocumentAdded(document) { Source = Whole(document) };
            }
            else if (former != document)
            {
                foreach (ModelChange change in Changed(former, document, to.Model, now)) yield return change;
            }
        }

        foreach (Document removed in before.Values.OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal))
        {
            if (removed is not ObjectDocument) yield return new DocumentRemoved(removed) { Source = Whole(removed) };
        }
    }

    private static IEnumerable<ModelChange> Changed(Document former, Document document, TenantModel model, DocumentSources sources)
    {
        (EquatableArray<FieldDocument> before, EquatableArray<FieldDocument> after) = (former, document) switch
        {
            (ObjectDocument a, ObjectDocument b) => (a.Fields, b.Fields),
            (FieldExtensionDocument a, FieldExtensionDocument b) => (a.Fields, b.Fields),
            _ => ([], []),
        };
        EquatableArray<string> members = Members(former, document);
        bool typed = former is ObjectDocument or FieldExtensionDocument;
        if (!typed || !members.IsEmpty)
        {
            yield return new DocumentChanged(former, document, null, members) { Source = Whole(document) };
        }

        Dictionary<string, FieldDocument> old = before.ToDictionary(f => f.Id, StringComparer.Ordinal);
        for (int i = 0; i < after.Count; i++)
        {
            if (!old.TryGetValue(after[i].Id, out FieldDocument? field)) continue;
            EquatableArray<string> changed = Members(field, after[i]);
            if (changed.IsEmpty) continue;
            yield return new DocumentChanged(former, document, after[i].Name, changed)
            {
                Source = new ChangeSource(document.Kind, document.Name, $"/fields/{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}"),
            };
        }
    }

    private static EquatableArray<string> Members(Document from, Document to)
    {
        List<string> members = [];
        Note(members, "label", from.Label == to.Label);
        Note(members, "description", from.Description == to.Description);
        if (from is ObjectDocument a && to is ObjectDocument b)
        {
            Note(members, "pluralLabel", a.PluralLabel == b.PluralLabel);
            Note(members, "plural", a.Plural == b.Plural);
            Note(members, "icon", a.Icon == b.Icon);
            Note(members, "nameField", a.NameField == b.NameField);
            Note(members, "ownership", a.Ownership == b.Ownership);
            Note(members, "searchFields", a.SearchFields == b.SearchFields);
            Note(members, "trackHistory", a.TrackHistory == b.TrackHistory);
            Note(members, "fields", SameOrder(a.Fields, b.Fields));
        }

        return members.ToEquatableArray();
    }

    private static EquatableArray<string> Members(FieldDocument from, FieldDocument to)
    {
        List<string> members = [];
        Note(members, "label", from.Label == to.Label);
        Note(members, "help", from.Help == to.Help);
        Note(members, "createOnly", from.CreateOnly == to.CreateOnly);
        Note(members, "computedBy", from.ComputedBy == to.ComputedBy);
        Note(members, "deprecated", from.Deprecated == to.Deprecated);
        Settings(members, from.Type, to.Type);
        return members.ToEquatableArray();
    }

    // Settings of one and the same type that no typed change speaks of.
    private static void Settings(List<string> members, FieldType from, FieldType to)
    {
        switch (from, to)
        {
            case (TextType a, TextType b): Note(members, "pattern", a.Pattern == b.Pattern); break;
            case (AutoNumberType a, AutoNumberType b): Note(members, "format", a == b); break;
            case (FileType a, FileType b): Note(members, "accept", a == b); break;
            case (ImageType a, ImageType b): Note(members, "maxBytes", a == b); break;
            case (PicklistType a, PicklistType b): Note(members, "choices", SameLook(a.Choices, b.Choices)); break;
            case (MultiPicklistType a, MultiPicklistType b): Note(members, "choices", SameLook(a.Choices, b.Choices)); break;
            case (LookupType a, LookupType b): Inverse(members, (a.Inverse, a.InverseLabel), (b.Inverse, b.InverseLabel)); break;
            case (MasterDetailType a, MasterDetailType b): Inverse(members, (a.Inverse, a.InverseLabel), (b.Inverse, b.InverseLabel)); break;
            case (ManyToManyType a, ManyToManyType b): Inverse(members, (a.Inverse, a.InverseLabel), (b.Inverse, b.InverseLabel)); break;
            case (PolymorphicLookupType a, PolymorphicLookupType b):
                Inverse(members, (a.Inverse, a.InverseLabel), (b.Inverse, b.InverseLabel));
                Note(members, "targets", a.Targets == b.Targets);
                break;
            default: break;
        }
    }

    private static void Inverse(List<string> members, (string?, LocalizedText?) from, (string?, LocalizedText?) to) =>
        Note(members, "inverse", from == to);

    // Labels, colours and order of the choices that both have, and where they come from.
    private static bool SameLook(PicklistSource from, PicklistSource to)
    {
        if (from.Global != to.Global) return false;
        HashSet<string> both = from.Values.Select(v => v.Value).Intersect(to.Values.Select(v => v.Value)).ToHashSet(StringComparer.Ordinal);
        return from.Values.Where(v => both.Contains(v.Value)).Select(v => v with { Retired = false })
            .SequenceEqual(to.Values.Where(v => both.Contains(v.Value)).Select(v => v with { Retired = false }));
    }

    private static bool SameOrder(EquatableArray<FieldDocument> from, EquatableArray<FieldDocument> to)
    {
        HashSet<string> both = from.Select(f => f.Id).Intersect(to.Select(f => f.Id)).ToHashSet(StringComparer.Ordinal);
        return from.Where(f => both.Contains(f.Id)).Select(f => f.Id).SequenceEqual(to.Where(f => both.Contains(f.Id)).Select(f => f.Id));
    }

    private static void Note(List<string> members, string member, bool same)
    {
        if (!same) members.Add(member);
    }

    private static ChangeSource Whole(Document document) => new(document.Kind, document.Name, "");
}
