using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles layouts.</summary>
internal static class LayoutCompiler
{
    /// <summary>Checks a layout and translates its titles.</summary>
    public static void Compile(LayoutDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Layout, document.Name);
        if (ReferenceChecks.Object(part, document, "/object", document.Object) is { } model)
        {
            CheckHighlights(document, model, part);
            CheckSections(document, model, part);
            CheckRelatedLists(document, model, part);
        }

        LayoutSection[] sections =
        [
            .. document.Sections.Select((s, i) => s with { Label = texts.Merge("section." + i.ToString(CultureInfo.InvariantCulture), s.Label) }),
        ];
        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Sections = sections.ToEquatableArray(),
        };
        part.WarnUnused(texts);
    }

    private static void CheckHighlights(LayoutDocument document, ObjectModel model, PartBuilder part)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Highlights.Count; i++) CheckField(document, model, part, $"/highlights/{i}", document.Highlights[i], seen);
    }

    private static void CheckSections(LayoutDocument document, ObjectModel model, PartBuilder part)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Sections.Count; i++)
        {
            EquatableArray<string> fields = document.Sections[i].Fields;
            for (int j = 0; j < fields.Count; j++) CheckField(document, model, part, $"/sections/{i}/fields/{j}", fields[j], seen);
        }
    }

    private static void CheckField(
        LayoutDocument document, ObjectModel model, PartBuilder part, string pointer, string name, HashSet<string> seen)
    {
        if (ReferenceChecks.Field(part, document, pointer, model, name) is null) return;
        if (!seen.Add(name)) part.Error(document, pointer, DocumentCodes.DuplicateItem, $"The field \"{name}\" is already placed.");
    }

    private static void CheckRelatedLists(LayoutDocument document, ObjectModel model, PartBuilder part)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.RelatedLists.Count; i++)
        {
            RelatedList list = document.RelatedLists[i];
            string pointer = $"/relatedLists/{i}";
            if (RelatedObject(document, model, part, pointer, list.Relation) is not { } child) continue;
            if (!seen.Add(list.Relation)) part.Error(document, pointer + "/relation", DocumentCodes.DuplicateItem, $"The relation \"{list.Relation}\" is already listed.");
            PathChecks.Columns(part, document, pointer + "/columns", child, list.Columns);
            PathChecks.Sort(part, document, pointer + "/sort", child, list.Sort);
        }
    }

    /// <summary>The object whose records a relation, or a many-to-many field of the object itself, shows.</summary>
    private static ObjectModel? RelatedObject(LayoutDocument document, ObjectModel model, PartBuilder part, string pointer, string name)
    {
        pointer += "/relation";
        if (model.Relations.FirstOrDefault(r => r.Name == name) is { } relation)
        {
            part.Use(Element.Relation(model.Name, name), document, pointer);
            return part.Object(relation.SourceObject);
        }

        if (model.TryGetField(name, out FieldModel? field) && field.Type is Fields.ManyToManyType many)
        {
            part.Use(Element.Field(model.Name, name), document, pointer);
            return part.Object(many.Target);
        }

        IEnumerable<string> candidates = model.Relations.Select(r => r.Name)
            .Concat(model.Fields.Where(f => f.Type is Fields.ManyToManyType).Select(f => f.Name));
        part.Unknown(document, pointer, DocumentCodes.UnknownRelation, $"{model.Name} has no relation \"{name}\".", name, candidates);
        return null;
    }
}
