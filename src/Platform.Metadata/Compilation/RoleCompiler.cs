using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles roles.</summary>
internal static class RoleCompiler
{
    /// <summary>Checks a role and translates its texts.</summary>
    public static void Compile(RoleDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Role, document.Name);
        HashSet<SystemRight> rights = [];
        for (int i = 0; i < document.Rights.Count; i++)
        {
            if (!rights.Add(document.Rights[i])) part.Error(document, $"/rights/{i}", DocumentCodes.DuplicateItem, "The right is listed twice.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Objects.Count; i++)
        {
            ObjectRights entry = document.Objects[i];
            if (!seen.Add(entry.Object)) part.Error(document, $"/objects/{i}/object", DocumentCodes.DuplicateItem, $"\"{entry.Object}\" is listed twice.");
            CheckEntry(document, entry, $"/objects/{i}", part);
        }

        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
        };
        part.WarnUnused(texts);
    }

    private static void CheckEntry(RoleDocument document, ObjectRights entry, string pointer, PartBuilder part)
    {
        void Bad(string place, Sentence message) => part.Error(document, pointer + place, DocumentCodes.ContradictingRights, message);
        if (entry.Edit > entry.Read) Bad("/edit", "More records may be edited than read.");
        if (entry.Delete > entry.Read) Bad("/delete", "More records may be deleted than read.");
        if (entry.Create && entry.Read == AccessScope.None) Bad("/create", "Who creates records must be able to read at least their own.");
        for (int i = 0; i < entry.Fields.Count; i++)
        {
            if (entry.Fields[i] is { Edit: true, Read: false }) Bad($"/fields/{i}/edit", "A field that is edited must be readable.");
        }

        if (entry.Object == "*")
        {
            if (!entry.Fields.IsEmpty) Bad("/fields", "Rights on fields need an object, not \"*\".");
            return;
        }

        if (ReferenceChecks.Object(part, document, pointer + "/object", entry.Object) is { } model) CheckFields(document, entry, model, pointer, part);
    }

    private static void CheckFields(RoleDocument document, ObjectRights entry, ObjectModel model, string pointer, PartBuilder part)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < entry.Fields.Count; i++)
        {
            FieldRights rights = entry.Fields[i];
            string place = $"{pointer}/fields/{i}/field";
            if (ReferenceChecks.Field(part, document, place, model, rights.Field) is null) continue;
            if (!seen.Add(rights.Field)) part.Error(document, place, DocumentCodes.DuplicateItem, $"The field \"{rights.Field}\" is listed twice.");
            bool needed = rights.Field is SystemFields.Id or SystemFields.Version;
            if (needed && !rights.Read)
            {
                part.Error(document, place, DocumentCodes.ContradictingRights, $"The field \"{rights.Field}\" cannot be hidden.");
            }
        }
    }
}
