using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>
/// What holds for the formulas and rollups of all objects together: none needs itself, no formula grows too large through others, and what a rollup takes can be
/// followed back from each change.
/// </summary>
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
                if (field.Formula?.Expression is not null || field.Rollup?.Child is not null) rules.Cost(owner.Name, field);
                if (field.Formula?.Expression is not null && owner.Indexes.Any(i => i.Fields.Contains(field.Name))) rules.CheckIndex(owner, field);
            }
        }
    }

    /// <summary>Cost of a field's formula with those that it reads. Formulas go no deeper than there are fields: the walk keeps its path.</summary>
    private int Cost(string owner, FieldModel field)
    {
        (string, string) key = (owner, field.Name);
        if (field.Formula?.Expression is null && field.Rollup?.Child is null) return 1;
        if (_costs.TryGetValue(key, out int known)) return known;
        int start = _path.IndexOf(key);
        if (start >= 0)
        {
            IEnumerable<string> circle = _path.Skip(start).Append(key).Select(p => $"{p.Item1}.{p.Item2}");
            string what = _path.Skip(start).Any(p => _objects[p.Object].Field(p.Field).Rollup is not null) ? "Formulas and rollups" : "Formulas";
            Report(owner, field, DocumentCodes.FormulaCircle, $"{what} need each other in a circle: {string.Join(" → ", circle)}.");
            return 1;
        }

        if (_path.Count >= MostSteps)
        {
            Report(owner, field, CodeOf(field), $"Formulas build on each other in more than {MostSteps} steps.");
            return 1;
        }

        _path.Add(key);
        int total = field.Rollup is { Child: not null } rollup ? Rollup(owner, field, rollup) : Formula(owner, field, field.Formula!.Checked);
        _path.RemoveAt(_path.Count - 1);
        return _costs[key] = total;
    }

    private int Formula(string owner, FieldModel field, CheckedExpression expression)
    {
        int total = ExpressionCost.Of(expression.Root, Members(expression));
        if (total > ExpressionLimits.Default.MaxCost)
        {
            Report(
                owner, field, DocumentCodes.BadFormula,
                $"{ExpressionCodes.TooCostly}: together with the formulas that it reads it has {total} parts; at most {ExpressionLimits.Default.MaxCost} are allowed.");
        }

        return total;
    }

    /// <summary>A rollup is stored: to read it costs no more than any field.</summary>
    private int Rollup(string owner, FieldModel field, RollupModel rollup)
    {
        ObjectModel child = _objects[rollup.ChildObject];
        foreach (string? name in new[] { rollup.Definition.Field, rollup.OrderBy })
        {
            if (name is not null) Cost(child.Name, child.Field(name));
        }

        if (rollup.Filter is { } filter) Members(filter);
        RollupInputs? inputs = RollupInputs.Of(rollup, name => _objects[name]);
        if (inputs is null)
        {
            Report(
                owner, field, DocumentCodes.BadRollup,
                $"It takes something that is read from lists of other records. Give {child.Name} a rollup of that list, and take that.");
        }
        else if (inputs.Fields.FirstOrDefault(UsesClock) is { Field: { } changing } clocked)
        {
            Report(
                owner, field, DocumentCodes.BadRollup,
                $"It takes {clocked.Object}.{changing}, which depends on the time of reading, on the tenant's time zone or on a business calendar: what is stored cannot change by itself.");
        }

        return 1;
    }

    private bool UsesClock((string Object, string Field) read) => _objects[read.Object].Field(read.Field).Formula?.Expression?.UsesClock == true;

    private Func<ExpressionMember, int> Members(CheckedExpression expression)
    {
        Dictionary<string, int> members = new(StringComparer.Ordinal);
        foreach (MemberRead read in expression.Reads)
        {
            FieldModel? used = _objects.TryGetValue(read.ObjectName, out ObjectModel? model) && model.TryGetField(read.Member.Name, out FieldModel? found) ? found : null;
            int cost = used is null ? 1 : Cost(read.ObjectName, used);
            members[read.Member.Name] = Math.Max(cost, members.GetValueOrDefault(read.Member.Name, 1));
        }

        return member => members.GetValueOrDefault(member.Name, 1);
    }

    private void CheckIndex(ObjectModel owner, FieldModel field)
    {
        if (IndexableFormulas.Problem(owner, field) is not { } problem) return;
        (Documents.Document document, string pointer) = _index.FieldPlace(owner.Name, field.Name);
        _findings.Add(Finding.Error(document, pointer + "/indexed", DocumentCodes.NotIndexable, $"No index can be made of this formula: {problem}.", null));
    }

    private static string CodeOf(FieldModel field) => field.Rollup is null ? DocumentCodes.BadFormula : DocumentCodes.BadRollup;

    private const int MostSteps = 20;

    private void Report(string owner, FieldModel field, string code, Sentence message)
    {
        (Documents.Document document, string pointer) = _index.FieldPlace(owner, field.Name);
        _findings.Add(Finding.Error(document, pointer + (field.Rollup is null ? "/formula" : "/rollup"), code, message, null));
    }
}
