using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Tables, link tables and indexes share one space of names in a PostgreSQL schema; no two of a tenant have the same.</summary>
internal static class StorageNameRules
{
    /// <summary>Reports clashes at the later object in ordinal order, one for any two objects: the table's says all.</summary>
    public static void Check(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        HashSet<(string, string)> reported = [];
        foreach (ObjectModel model in objects)
        {
            foreach (string name in Names(model))
            {
                if (taken.TryAdd(name, model.Name) || !reported.Add((model.Name, taken[name]))) continue;
                findings.Add(Finding.Error(
                    index.Find(DocumentKinds.Object, model.Name)!, string.Empty, DocumentCodes.StorageClash,
                    $"{model.Name} and {taken[name]} would both have a table or index {name}; give one of them (or its field) another \"id\"."));
            }
        }
    }

    private static IEnumerable<string> Names(ObjectModel model)
    {
        yield return model.Table;
        foreach (FieldModel field in model.Fields)
        {
            if (field.LinkTable is { } link) yield return link;
        }

        foreach (IndexModel entry in model.Indexes) yield return entry.Name;
    }
}
