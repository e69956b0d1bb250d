using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>Which stored fields a rollup depends on: through its value, its filter, its order, and the formulas behind them.</summary>
public sealed class RollupInputs
{
    private readonly Func<string, ObjectModel> _objects;
    private readonly HashSet<RollupInput> _stored = [];
    private readonly HashSet<(string Object, string Field)> _fields = [];
    private readonly List<(string, string)> _formulas = [];
    private bool _readsLists;

    private RollupInputs(Func<string, ObjectModel> objects) => _objects = objects;

    /// <summary>The stored fields, each with the way to it.</summary>
    public IReadOnlySet<RollupInput> Stored => _stored;

    /// <summary>All fields, the computed ones between included, by the names of object and field.</summary>
    public IReadOnlySet<(string Object, string Field)> Fields => _fields;

    /// <summary>It depends on the records of the list alone, not on others that they refer to.</summary>
    public bool AreOwn => _stored.All(i => i.Path.IsEmpty);

    /// <summary>The inputs, or null when one of them is a list of records, which a rollup cannot follow.</summary>
    /// <param name="rollup">A checked rollup.</param>
    /// <param name="objects">Finds an object by name.</param>
    public static RollupInputs? Of(RollupModel rollup, Func<string, ObjectModel> objects)
    {
        RollupInputs found = new(objects);
        ObjectModel child = objects(rollup.ChildObject);
        if (rollup.Definition.Field is { } value) found.Add([], child, child.Field(value));
        if (rollup.OrderBy is { } order) found.Add([], child, child.Field(order));
        if (rollup.Filter is { } filter) found.Visit(filter.Root, [], child);
        return found._readsLists ? null : found;
    }

    private void Add(EquatableArray<string> path, ObjectModel owner, FieldModel field)
    {
        _fields.Add((owner.Name, field.Name));
        if (field.Formula?.Expression is not { } formula)
        {
            if (field.Type is ManyToManyType) _readsLists = true;
            else _stored.Add(new RollupInput(path, owner.Name, field.Name));
            return;
        }

        // A circle of formulas is reported elsewhere.
        if (_formulas.Contains((owner.Name, field.Name))) return;
        _formulas.Add((owner.Name, field.Name));
        Visit(formula.Root, path, owner);
        _formulas.RemoveAt(_formulas.Count - 1);
    }

    private void Visit(TypedNode node, EquatableArray<string> path, ObjectModel record)
    {
        if (node is TypedMember member)
        {
            if (Target(member.Target, path, record) is var (steps, owner) && member.Member.Tag is FieldModel field)
            {
                Add(steps, owner, _objects(owner.Name).Field(field.Name));
            }
            else
            {
                _readsLists = true;
            }
        }

        node.ForEachPart(part => Visit(part, path, record));
    }

    /// <summary>How the record that a member is read of is reached; null when it is one of a list or a choice between records.</summary>
    private (EquatableArray<string> Path, ObjectModel Owner)? Target(TypedNode node, EquatableArray<string> path, ObjectModel record)
    {
        if (node is TypedVariable { Name: ExpressionScope.Record }) return (path, record);
        if (node is not TypedMember { Member.Tag: FieldModel field } member || Target(member.Target, path, record) is not var (before, _)) return null;
        return field.Type is LookupType or MasterDetailType ? (before.Append(field.Name).ToEquatableArray(), _objects(node.Type.ObjectName!)) : null;
    }
}
