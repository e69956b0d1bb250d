using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>What holds for the formulas of all objects together: none needs itself, and none grows too large through others.</summary>
internal sealed class FormulaRules
{
    private readonly Dictionary<string, ObjectModel> _objects;
    private readonly DocumentIndex _index;
    private readonly List<Finding> _findings;
    private readonly Dictionary<(string Object, string Field), int> _costs = [];
    private readonly List<(string Object, string Field)> _path = [];

    private FormulaRules(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        _objects = objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
        _index = index;
        _findings = findings;
    }

    /// <summary>Reports circles, printed, and formulas that are too large.</summary>
    public static void Check(DocumentIndex index, IReadOnlyList<ObjectModel> objects, List<Finding> findings)
    {
        FormulaRules rules = new(index, objects, findings);
        foreach (ObjectModel owner in objects)
        {
            foreach (FieldModel field in owner.Fields)
            {
                if (field.Formula?.Expression is not null) rules.Cost(owner.Name, field);
            }
        }
    }

    /// <summary>Cost of a field's formula with those that it reads. Formulas go no deeper than there are fields: the walk keeps its path.</summary>
    private int Cost(string owner, FieldModel field)
    {
        (string, string) key = (owner, field.Name);
        if (field.Formula?.Expression is not { } expression) return 1;
        if (_costs.TryGetValue(key, out int known)) return known;
        int start = _path.IndexOf(key);
        if (start >= 0)
        {
            IEnumerable<string> circle = _path.Skip(start).Append(key).Select(p => $"{p.Item1}.{p.Item2}");
            Report(owner, field.Name, DocumentCodes.FormulaCircle, $"Formulas need each other in a circle: {string.Join(" → ", circle)}.");
            return 1;
        }

        if (_path.Count >= MostSteps)
        {
            Report(owner, field.Name, DocumentCodes.BadFormula, $"Formulas build on each other in more than {MostSteps} steps.");
            return 1;
        }

        _path.Add(key);
        Dictionary<string, int> members = new(StringComparer.Ordinal);
        foreach (MemberRead read in expression.Reads)
        {
            FieldModel? used = _objects.TryGetValue(read.ObjectName, out ObjectModel? model) && model.TryGetField(read.Member.Name, out FieldModel? found) ? found : null;
            int cost = used is null ? 1 : Cost(read.ObjectName, used);
            members[read.Member.Name] = Math.Max(cost, members.GetValueOrDefault(read.Member.Name, 1));
        }

        _path.RemoveAt(_path.Count - 1);
        int total = ExpressionCost.Of(expression.Root, member => members.GetValueOrDefault(member.Name, 1));
        if (total > ExpressionLimits.Default.MaxCost)
        {
            Report(
                owner, field.Name, DocumentCodes.BadFormula,
                $"{ExpressionCodes.TooCostly}: together with the formulas that it reads it has {total} parts; at most {ExpressionLimits.Default.MaxCost} are allowed.");
        }

        return _costs[key] = total;
    }

    private const int MostSteps = 20;

    private void Report(string owner, string field, string code, string message)
    {
        (Documents.Document document, string pointer) = _index.FieldPlace(owner, field);
        _findings.Add(Finding.Error(document, pointer + "/formula", code, message, null));
    }
}
