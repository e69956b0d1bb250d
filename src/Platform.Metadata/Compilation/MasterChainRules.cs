using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Master-detail fields lead from detail to master to an object that is no detail, in few steps and never in a circle.</summary>
internal sealed class MasterChainRules
{
    /// <summary>Most steps from a detail to the object that is no detail.</summary>
    public const int MaxLength = 4;

    private readonly DocumentIndex _index;
    private readonly List<Finding> _findings;
    private readonly Dictionary<string, ObjectModel> _objects;
    private readonly Dictionary<string, IReadOnlyList<string>> _longest = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    private MasterChainRules(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        _index = index;
        _findings = findings;
        _objects = objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
    }

    /// <summary>Reports each circle once, at the field that closes it, and each chain that is too long at its lowest detail.</summary>
    public static void Check(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        MasterChainRules rules = new(index, objects, findings);
        foreach (ObjectModel model in objects)
        {
            if (model.MasterField is null || rules.LongestFrom(model) is not { Count: > MaxLength + 1 } chain) continue;
            FieldModel field = model.Fields.First(f => f.Type is MasterDetailType t && t.Target == chain[1]);
            rules.Report(model, field, $"There are more than {MaxLength} steps to the last master: {string.Join(" → ", chain)}.");
        }
    }

    /// <summary>
    /// The longest way up from an object, itself first, each object looked at once. Ways beyond the limit are cut, which bounds the depth; a circle
    /// is shorter than the number of objects, and its closing step is left out.
    /// </summary>
    private IReadOnlyList<string> LongestFrom(ObjectModel model)
    {
        if (_longest.TryGetValue(model.Name, out IReadOnlyList<string>? known)) return known;
        if (_open.Count > MaxDepth) return [model.Name];
        _open.Add(model.Name);
        IReadOnlyList<string> best = [];
        foreach (FieldModel field in model.Fields)
        {
            if (field.Type is not MasterDetailType { Target: var target } || !_objects.TryGetValue(target, out ObjectModel? master)) continue;
            int start = _open.IndexOf(target);
            if (start >= 0)
            {
                Report(model, field, $"Masters form a circle: {string.Join(" → ", _open.Skip(start).Append(target))}.");
                continue;
            }

            IReadOnlyList<string> way = LongestFrom(master);
            if (way.Count > best.Count) best = way;
        }

        _open.RemoveAt(_open.Count - 1);
        return _longest[model.Name] = [model.Name, .. best.Take(MaxLength + 1)];
    }

    /// <summary>Far above any sensible chain, far below what the stack holds.</summary>
    private const int MaxDepth = 1000;

    private void Report(ObjectModel detail, FieldModel field, Sentence message)
    {
        ObjectDocument document = (ObjectDocument)_index.Find(DocumentKinds.Object, detail.Name)!;
        int position = document.Fields.ToList().FindIndex(f => f.Name == field.Name);
        string pointer = position < 0 ? string.Empty : $"/fields/{position}/target";
        _findings.Add(Finding.Error(document, pointer, DocumentCodes.MasterChain, message));
    }
}
