using Platform.Expressions.Diagnostics;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>What holds for defaults and record types once all documents are known.</summary>
internal static class ConditionRules
{
    /// <summary>Reports defaults that need each other, and layouts of record types that do not exist.</summary>
    public static void Check(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        foreach (ObjectModel owner in objects)
        {
            if (owner.Fields.Any(f => f.DefaultFormula is not null) && DefaultOrder.Of(owner).Circle is { } circle)
            {
                string first = circle.First(name => owner.Field(name).DefaultFormula is not null);
                (Document document, string pointer) = index.FieldPlace(owner.Name, first);
                findings.Add(Finding.Error(
                    document, pointer + "/defaultFormula", DocumentCodes.FormulaCircle, $"Defaults need each other in a circle: {string.Join(" → ", circle)}."));
            }
        }

        foreach (ObjectDocument document in index.Objects) CheckLayouts(index, document, findings);
    }

    private static void CheckLayouts(DocumentIndex index, ObjectDocument document, List<Finding> findings)
    {
        for (int i = 0; i < document.RecordTypes.Count; i++)
        {
            if (document.RecordTypes[i].Layout is not { } name) continue;
            if (index.Find(DocumentKinds.Layout, name) is LayoutDocument layout && layout.Object == document.Name) continue;
            IEnumerable<string> layouts = index.OfKind<LayoutDocument>().Where(l => l.Object == document.Name).Select(l => l.Name);
            findings.Add(Finding.Error(
                document, $"/recordTypes/{i}/layout", DocumentCodes.UnknownLayout, $"{document.Name} has no layout \"{name}\".", NearestName.Find(name, layouts)));
        }
    }
}
