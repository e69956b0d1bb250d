using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks picklists whose choices depend on another field of the record.</summary>
internal static class ChoiceDependencies
{
    /// <summary>Checks the fields of an object and its extensions.</summary>
    public static void Check(ObjectDocument owner, ObjectInput input, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        Check(owner, owner.Fields);
        foreach (FieldExtensionDocument extension in input.Extensions) Check(extension, extension.Fields);

        void Check(Document document, EquatableArray<FieldDocument> documents)
        {
            for (int i = 0; i < documents.Count; i++)
            {
                if (documents[i].Type.DependsOn() is { } dependency && fields.TryGetValue(documents[i].Name, out FieldModel? field))
                {
                    CheckField(owner.Name, document, $"/fields/{i}/dependsOn", field, dependency, fields, part);
                }
            }
        }
    }

    /// <summary>Reports a choice that a field does not have.</summary>
    public static void CheckChoice(Document document, string pointer, string owner, FieldModel field, PicklistSource source, string choice, PartBuilder part)
    {
        if (source.Values.Any(v => v.Value == choice)) part.Use(Element.Choice(source.Global ?? $"{owner}.{field.Name}", choice), document, pointer);
        else part.Unknown(document, pointer, DocumentCodes.UnknownChoice, $"The field \"{field.Name}\" has no choice \"{choice}\".", choice, source.Values.Select(v => v.Value));
    }

    private static void CheckField(
        string owner, Document document, string pointer, FieldModel field, ChoiceDependency dependency, IReadOnlyDictionary<string, FieldModel> fields,
        PartBuilder part)
    {
        if (!fields.TryGetValue(dependency.Field, out FieldModel? other))
        {
            part.Unknown(
                document, pointer + "/field", DocumentCodes.UnknownField, $"{owner} has no field \"{dependency.Field}\".", dependency.Field,
                fields.Keys.Where(n => n != field.Name));
            return;
        }

        part.Use(Element.Field(owner, other.Name), document, pointer + "/field");
        if (other.Type is not (PicklistType or CheckboxType) || other.Formula is not null)
        {
            part.Error(document, pointer + "/field", DocumentCodes.UnsuitableField, $"Choices depend on a picklist or a checkbox; \"{other.Name}\" is of type {other.Type.Name}.");
            return;
        }

        if (Circle(field, fields) is { } circle)
        {
            part.Error(document, pointer + "/field", DocumentCodes.FormulaCircle, $"Choices depend on each other in a circle: {circle}.");
            return;
        }

        PicklistSource own = field.Type.Choices()!;
        foreach (AllowedChoices allowed in dependency.Values)
        {
            string place = $"{pointer}/values/{allowed.Value}";
            if (other.Type.Choices() is { } source) CheckChoice(document, place, owner, other, source, allowed.Value, part);
            else if (allowed.Value is not ("true" or "false")) part.Error(document, place, DocumentCodes.UnknownChoice, "A checkbox is \"true\" or \"false\".");
            for (int i = 0; i < allowed.Choices.Count; i++) CheckChoice(document, $"{place}/{i}", owner, field, own, allowed.Choices[i], part);
        }
    }

    private static string? Circle(FieldModel field, IReadOnlyDictionary<string, FieldModel> fields)
    {
        List<string> path = [field.Name];
        FieldModel? at = field;
        while (at?.Type.DependsOn() is { } next)
        {
            path.Add(next.Field);
            if (next.Field == field.Name) return string.Join(" → ", path);
            if (path.Count > fields.Count || !fields.TryGetValue(next.Field, out at)) return null;
        }

        return null;
    }
}
