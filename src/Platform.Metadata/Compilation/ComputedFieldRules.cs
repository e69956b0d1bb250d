using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>The hooks that compute fields are there, of the field's object, and meant for it.</summary>
internal static class ComputedFieldRules
{
    /// <summary>Checks the fields of objects and extensions.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        foreach (ObjectDocument owner in index.Objects) Check(index, owner, owner.Name, owner.Fields, findings);
        foreach (FieldExtensionDocument extension in index.OfKind<FieldExtensionDocument>()) Check(index, extension, extension.Object, extension.Fields, findings);
    }

    private static void Check(DocumentIndex index, Document document, string target, EquatableArray<FieldDocument> fields, List<Finding> findings)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i].ComputedBy is not { } hook || (index.Find(DocumentKinds.Hook, hook) is HookDocument found && found.Object == target && found.On.Contains(HookEvent.Compute))) continue;
            IEnumerable<string> known = index.OfKind<HookDocument>().Where(h => h.Object == target && h.On.Contains(HookEvent.Compute)).Select(h => h.Name);
            findings.Add(Finding.Error(
                document, Invariant($"/fields/{i}/computedBy"), DocumentCodes.FieldSettings, $"{target} has no hook \"{hook}\" with the event \"compute\".", NearestName.Find(hook, known)));
        }
    }
}
