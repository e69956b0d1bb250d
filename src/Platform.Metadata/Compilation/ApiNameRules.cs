using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>No two objects give the API the same name: of a type, of one record, of many, of what is derived from them.</summary>
internal static class ApiNameRules
{
    /// <summary>Reports clashes at the later object in ordinal order.</summary>
    public static void Check(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        CheckRootFields(index, objects, findings);
        HashSet<string> names = objects.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (ObjectModel model in objects)
        {
            foreach (string ending in ApiTypes.TakenEndings)
            {
                if (!model.Name.EndsWith(ending, StringComparison.Ordinal) || !names.Contains(model.Name[..^ending.Length])) continue;
                Report(index, findings, model, "/name", $"The name \"{model.Name}\" is taken by a type that the API derives from the object {model.Name[..^ending.Length]}.");
                break;
            }
        }

        CheckFieldTypes(index, objects, names, findings);
    }

    /// <summary>Reports actions whose field or types have the name of another part of the API.</summary>
    public static void CheckActions(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        IReadOnlyList<ActionDocument> actions = index.OfKind<ActionDocument>();
        if (actions.Count == 0) return;
        HashSet<string> names = objects.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        HashSet<string> fields = [.. objects.SelectMany(MutationsOf), .. ActsOnApprovals];
        foreach (ActionDocument action in actions)
        {
            string pascal = char.ToUpperInvariant(action.Name[0]) + action.Name[1..];
            bool clashes = fields.Contains(action.Name)
                || ((string[])[pascal + ApiTypes.ActionInput, pascal + ApiTypes.ActionResult]).Any(t => names.Contains(t) || ApiTypes.Fixed.Contains(t, StringComparer.Ordinal));
            if (!clashes) continue;
            findings.Add(Finding.Error(action, "/name", DocumentCodes.ApiNameClash, $"The API has something of the name \"{action.Name}\", or a type that the action would bring, already."));
        }
    }

    // Whether or not a role has them: a right that is given later must not change what a name means.
    private static IEnumerable<string> MutationsOf(ObjectModel model)
    {
        string one = model.Name, many = char.ToUpperInvariant(model.Plural[0]) + model.Plural[1..];
        return
        [
            $"create{one}", $"create{many}", $"update{one}", $"update{many}", $"advance{one}", $"submit{one}ForApproval", $"upsert{many}", $"delete{one}", $"delete{many}", $"restore{one}",
            $"merge{many}", $"unmerge{many}", $"purge{one}", $"convert{one}", $"convert{many}",
        ];
    }

    private static readonly string[] ActsOnApprovals =
    [
        "approveApprovalTasks", "rejectApprovalTasks", "returnApprovalTask", "transferApprovalTask", "delegateApprovalTask", "addApprovalSigner", "removeApprovalSigner", "takeBackApprovalTask",
        "recallApprovalRequest", "copyApprovalRequest", "remindApprovalRequest", "commentApprovalRequest",
    ];

    // Types that come with a field: of one object and one field, or of another object and another field, the same name could be made.
    private static void CheckFieldTypes(DocumentIndex index, IReadOnlyList<ObjectModel> objects, HashSet<string> names, List<Finding> findings)
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (ObjectModel model in objects)
        {
            foreach (FieldModel field in model.Fields)
            {
                if (field.Type is not PolymorphicLookupType) continue;
                string type = model.Name + char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
                string? other = ApiTypes.FieldSuffixes.Select(s => type + s).FirstOrDefault(names.Contains)
                    ?? (taken.TryAdd(type, model.Name) ? null : taken[type]);
                if (other is null) continue;
                Report(
                    index, findings, model, string.Empty,
                    $"The API would name a type of the field \"{field.Name}\" like one that comes with {other}; give one of them another name.");
            }
        }
    }

    private static void CheckRootFields(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (ObjectModel model in objects)
        {
            bool ownPlural = index.Find(DocumentKinds.Object, model.Name) is ObjectDocument { Plural: not null };
            (string Name, string Pointer)[] wanted =
            [
                (model.Singular, "/name"), (model.Plural, ownPlural ? "/plural" : "/name"), (model.Plural + "Group", ownPlural ? "/plural" : "/name"),
            ];
            foreach ((string name, string pointer) in wanted)
            {
                if (taken.TryAdd(name, model.Name)) continue;
                Sentence message = $"The API name \"{name}\" of {model.Name} is already one of {taken[name]}; give another \"plural\" or name.";
                if (taken[name] == model.Name) message = $"The API names one record of {model.Name} and many alike, \"{name}\"; give another \"plural\".";
                Report(index, findings, model, pointer, message);
                break;
            }
        }
    }

    private static void Report(DocumentIndex index, List<Finding> findings, ObjectModel model, string pointer, Sentence message) =>
        findings.Add(Finding.Error(index.Find(DocumentKinds.Object, model.Name)!, pointer, DocumentCodes.ApiNameClash, message));
}
