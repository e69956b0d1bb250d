using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles the record types of an object.</summary>
internal static class RecordTypeCompiler
{
    /// <summary>The types, with exactly one default among the active ones.</summary>
    public static EquatableArray<RecordTypeModel> Types(ObjectDocument document, PartBuilder part, TextMerger texts)
    {
        EquatableArray<RecordTypeDocument> types = document.RecordTypes;
        if (types.IsEmpty) return [];
        HashSet<string> names = new(StringComparer.Ordinal);
        int preset = -1;
        for (int i = 0; i < types.Count; i++)
        {
            if (!names.Add(types[i].Name)) part.Error(document, $"/recordTypes/{i}/name", DocumentCodes.DuplicateItem, $"There is already a record type \"{types[i].Name}\".");
            if (!types[i].Default) continue;
            if (preset >= 0) part.Error(document, $"/recordTypes/{i}/default", DocumentCodes.RecordTypes, $"The record type \"{types[preset].Name}\" is already the default.");
            else if (!types[i].Active) part.Error(document, $"/recordTypes/{i}/default", DocumentCodes.RecordTypes, "A record type that is not active cannot be the default.");
            else preset = i;
        }

        if (types.All(t => !t.Active)) part.Error(document, "/recordTypes", DocumentCodes.RecordTypes, "At least one record type must be active.");
        if (preset < 0) preset = Math.Max(0, types.ToList().FindIndex(t => t.Active));
        return types.Select((t, i) => new RecordTypeModel(
            t.Name, texts.Merge($"recordType.{t.Name}.label", t.Label), texts.MergeOptional($"recordType.{t.Name}.description", t.Description),
            t.Active, i == preset, t.Picklists, t.Defaults, t.Layout)).ToEquatableArray();
    }

    /// <summary>Checks what types say of fields.</summary>
    public static void CheckFields(ObjectDocument document, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        for (int i = 0; i < document.RecordTypes.Count; i++)
        {
            RecordTypeDocument type = document.RecordTypes[i];
            foreach (FieldChoices choices in type.Picklists) CheckChoices(document, $"/recordTypes/{i}/picklists/{choices.Field}", choices, fields, part);
            foreach (FieldConstant constant in type.Defaults) CheckConstant(document, $"/recordTypes/{i}/defaults/{constant.Field}", type, constant, fields, part);
        }
    }

    private static void CheckChoices(
        ObjectDocument document, string pointer, FieldChoices choices, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        if (Field(document, pointer, choices.Field, fields, part) is not { } field) return;
        if (field.Type.Choices() is not { } source || field.IsSystem)
        {
            part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" of type {field.Type.Name} has no choices to select from.");
            return;
        }

        for (int i = 0; i < choices.Values.Count; i++) ChoiceDependencies.CheckChoice(document, $"{pointer}/{i}", document.Name, field, source, choices.Values[i], part);
    }

    private static void CheckConstant(
        ObjectDocument document, string pointer, RecordTypeDocument type, FieldConstant constant, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        if (Field(document, pointer, constant.Field, fields, part) is not { } field) return;
        if (field.Formula is not null || field.IsReadOnly || field.Name == SystemFields.RecordType)
        {
            part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" takes no default.");
        }
        else if (FieldDefaults.Problem(constant.Value, field.Type) is { } problem)
        {
            part.Error(document, pointer, DocumentCodes.BadDefault, problem);
        }
        else if (type.Picklists.FirstOrDefault(p => p.Field == field.Name) is { } choices && field.Type is PicklistType
            && !choices.Values.Contains(constant.Value.ToElement().GetString()))
        {
            part.Error(document, pointer, DocumentCodes.BadDefault, $"Records of the type \"{type.Name}\" cannot have this choice.");
        }
    }

    private static FieldModel? Field(ObjectDocument document, string pointer, string name, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        if (fields.TryGetValue(name, out FieldModel? field))
        {
            part.Use(Element.Field(document.Name, name), document, pointer);
            return field;
        }

        part.Unknown(document, pointer, DocumentCodes.UnknownField, $"{document.Name} has no field \"{name}\".", name, fields.Keys);
        return null;
    }
}
