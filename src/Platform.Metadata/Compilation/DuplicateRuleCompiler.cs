using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles rules of duplicates.</summary>
internal static class DuplicateRuleCompiler
{
    /// <summary>Checks a rule and translates its texts.</summary>
    public static void Compile(DuplicateRuleDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.DuplicateRule, document.Name);
        ObjectModel? checkedObject = ReferenceChecks.Object(part, document, "/object", document.Object);
        ObjectModel? target = document.Against is null ? checkedObject : ReferenceChecks.Object(part, document, "/against", document.Against);
        if (checkedObject is not null && target is not null)
        {
            CheckMatches(document, checkedObject, target, part);
            for (int i = 0; i < document.Shown.Count; i++) CheckShown(document, $"/shown/{i}", target, document.Shown[i], part);
        }

        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
        };
        part.WarnUnused(texts);
    }

    private static void CheckMatches(DuplicateRuleDocument document, ObjectModel checkedObject, ObjectModel target, PartBuilder part)
    {
        for (int m = 0; m < document.Matches.Count; m++)
        {
            for (int c = 0; c < document.Matches[m].All.Count; c++)
            {
                DuplicateComparison comparison = document.Matches[m].All[c];
                string pointer = $"/matches/{m}/all/{c}";
                FieldModel? field = ReferenceChecks.Field(part, document, pointer + "/field", checkedObject, comparison.Field);
                FieldModel? other = ReferenceChecks.Field(
                    part, document, comparison.Against is null ? pointer + "/field" : pointer + "/against", target, comparison.Other);
                if (field is null || other is null) continue;
                if (!Suits(field, comparison.By)) Unsuitable(document, pointer + "/field", field, comparison.By, part);
                else if (!Suits(other, comparison.By)) Unsuitable(document, pointer + "/against", other, comparison.By, part);
                else if (field.Column.Type != other.Column.Type)
                {
                    part.Error(
                        document, pointer, DocumentCodes.UnsuitableField, $"The fields \"{field.Name}\" ({field.Type.Name}) and \"{other.Name}\" ({other.Type.Name}) cannot be equal.");
                }
            }
        }
    }

    private static void CheckShown(DuplicateRuleDocument document, string pointer, ObjectModel target, string name, PartBuilder part)
    {
        if (ReferenceChecks.Field(part, document, pointer, target, name) is { } field && !DuplicateFields.CanBeShown(field))
        {
            part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" of type {field.Type.Name} cannot be shown as a text.");
        }
    }

    private static bool Suits(FieldModel field, DuplicateMethod by) => by == DuplicateMethod.Exact ? DuplicateFields.CanEqual(field) : DuplicateFields.IsText(field);

    private static void Unsuitable(DuplicateRuleDocument document, string pointer, FieldModel field, DuplicateMethod by, PartBuilder part) => part.Error(
        document, pointer, DocumentCodes.UnsuitableField,
        $"The field \"{field.Name}\" of type {field.Type.Name} cannot be compared{(by == DuplicateMethod.Exact ? "" : " as text")} by a rule of duplicates.");
}
