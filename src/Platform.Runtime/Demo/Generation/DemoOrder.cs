using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Demo.Specification;

namespace Platform.Runtime.Demo.Generation;

/// <summary>Orders the objects of a specification.</summary>
internal static class DemoOrder
{
    /// <summary>Longest chain of parents.</summary>
    public const int MostGenerations = 12;

    /// <summary>Notes every chain of parents that goes in a circle or is too long.</summary>
    public static void CheckParents(IEnumerable<RowsFile> files, List<DemoProblem> problems)
    {
        foreach (RowsFile file in files)
        {
            HashSet<DemoObject> current = [file.Object];
            for (int generation = 0; current.Count > 0; generation++)
            {
                if (generation > MostGenerations)
                {
                    problems.Add(new(file.Name, "/from", $"The parents of {file.Object.Name} go in a circle, or through more than {MostGenerations} objects."));
                    break;
                }

                current = [.. current.SelectMany(o => o.Sources).Select(s => s.Parent).OfType<DemoObject>()];
            }
        }
    }

    /// <summary>The stored objects, each after those that its rows refer to; objects without references keep the order of their names.</summary>
    /// <exception cref="DemoException">References go in a circle over several objects.</exception>
    public static IReadOnlyList<DemoObject> ByReference(IReadOnlyList<DemoObject> objects)
    {
        List<DemoObject> ordered = [];
        List<DemoObject> waiting = [.. objects.OrderBy(o => o.Name, StringComparer.Ordinal)];
        while (waiting.Count > 0)
        {
            DemoObject? next = waiting.Find(o => !Targets(o).Any(t => t != o.Name && waiting.Exists(w => w.Name == t)));
            if (next is null)
            {
                throw new DemoException($"The rows of these objects refer to each other in a circle, so none can be stored first: {string.Join(", ", waiting.Select(o => o.Name))}.");
            }

            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    // Owners and authors are users; a polymorphic reference has no foreign key and so sets no order.
    private static IEnumerable<string> Targets(DemoObject type)
    {
        if (type.Slot(DemoSystemValues.Owner) is not null && type.Name != "User") yield return "User";
        foreach (DemoSlot slot in type.Slots)
        {
            if (!slot.IsField || !type.Model!.TryGetField(slot.Name, out FieldModel? field)) continue;
            string? target = field.Type switch
            {
                LookupType t => t.Target,
                MasterDetailType t => t.Target,
                ManyToManyType t => t.Target,
                _ => null,
            };
            if (target is not null) yield return target;
        }
    }
}
