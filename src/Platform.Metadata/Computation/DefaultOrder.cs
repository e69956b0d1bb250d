using Platform.Expressions.Typing;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>The order in which the computed defaults of a new record are made: each after those that it reads, through formulas too.</summary>
public sealed class DefaultOrder
{
    private readonly ObjectModel _owner;
    private readonly List<FieldModel> _ordered = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    private DefaultOrder(ObjectModel owner) => _owner = owner;

    /// <summary>Fields with computed defaults in the order in which they are made.</summary>
    public IReadOnlyList<FieldModel> Fields => _ordered;

    /// <summary>Names of fields whose defaults need each other, beginning and ending with the same; null when there are none.</summary>
    public IReadOnlyList<string>? Circle { get; private set; }

    /// <summary>The order for an object whose expressions are checked.</summary>
    public static DefaultOrder Of(ObjectModel owner)
    {
        DefaultOrder order = new(owner);
        foreach (FieldModel field in owner.Fields.AsSpan())
        {
            if (field.DefaultFormula is not null) order.Visit(field);
        }

        return order;
    }

    private void Visit(FieldModel field)
    {
        CheckedExpression? expression = field.Formula is { } formula ? formula.Expression : field.DefaultFormula?.Expression;
        if (expression is null || _done.Contains(field.Name) || Circle is not null) return;
        int start = _path.IndexOf(field.Name);
        if (start >= 0)
        {
            Circle = [.. _path.Skip(start), field.Name];
            return;
        }

        _path.Add(field.Name);
        foreach (MemberRead read in expression.Reads)
        {
            // Only what is read of the record itself can still be missing; other records are stored.
            if (read.IsOfRecord && _owner.TryGetField(read.Member.Name, out FieldModel? used)) Visit(used);
        }

        _path.RemoveAt(_path.Count - 1);
        _done.Add(field.Name);
        if (field.DefaultFormula is not null) _ordered.Add(field);
    }
}
