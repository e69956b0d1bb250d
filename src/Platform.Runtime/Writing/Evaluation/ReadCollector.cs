using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>Finds what expressions read, formulas on the way opened up: the shapes by which records are loaded.</summary>
internal sealed class ReadCollector
{
    private readonly TenantModel _model;
    private readonly Dictionary<int, IReadOnlyList<ReadShape>> _elements = [];

    private ReadCollector(TenantModel model, ReadShape record, ReadShape? target, ReadShape? user)
    {
        _model = model;
        Record = record;
        Target = target;
        User = user;
    }

    /// <summary>A collector for expressions over records of an object.</summary>
    public ReadCollector(TenantModel model, RecordLayout layout)
        : this(model, new ReadShape(layout), null, model.TryGetObject(ExpressionObjects.User, out ObjectModel? user) ? new ReadShape(RecordLayout.Of(user)) : null)
    {
    }

    /// <summary>What is read of further records, by the names that the place gives them.</summary>
    public Dictionary<string, ReadShape> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>What is read of <c>record</c> and <c>old</c>.</summary>
    public ReadShape Record { get; }

    /// <summary>What is read of <c>target</c>.</summary>
    public ReadShape? Target { get; private set; }

    /// <summary>What is read of <c>user</c>.</summary>
    public ReadShape? User { get; }

    /// <summary>Adds an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="target">What collects the reads of <c>target</c>.</param>
    public void Add(CheckedExpression expression, ReadShape? target = null)
    {
        Target = target;
        Visit(expression.Root);
    }

    /// <summary>The shapes of the records that a node can be, or lists; none for other values.</summary>
    private IReadOnlyList<ReadShape> Visit(TypedNode node)
    {
        switch (node)
        {
            case TypedVariable n: return Variable(n);
            case TypedElement n: return _elements.GetValueOrDefault(n.Slot, []);
            case TypedMember n: return [.. Visit(n.Target).Select(shape => Member(shape, n)).OfType<ReadShape>()];
            case TypedLoop n:
                IReadOnlyList<ReadShape> listed = Visit(n.List);
                _elements[n.Element.Slot] = listed;
                if (n.Condition is not null) Visit(n.Condition);
                if (n.Value is not null) Visit(n.Value);
                return listed;
            default:
                List<ReadShape> parts = [];
                node.ForEachPart(part => parts.AddRange(Visit(part)));
                return node.Type.Kind == ExpressionKind.Reference || node.Type.IsRecordList ? parts : [];
        }
    }

    private IReadOnlyList<ReadShape> Variable(TypedVariable node) => node.Name switch
    {
        ExpressionScope.Record or ExpressionScope.Old => [Record],
        ExpressionScope.Target when Target is not null => [Target],
        ExpressionScope.User when User is not null => [User],
        _ when Records.TryGetValue(node.Name, out ReadShape? named) => [named],
        _ => [],
    };

    private ReadShape? Member(ReadShape shape, TypedMember node)
    {
        if (node.Member.Tag is RelationModel relation) return Listed(shape, RecordList.Of(shape.Layout.Object.Name, relation, Layout(relation.SourceObject)));
        FieldSlot slot = shape.Layout[node.Member.Name];
        if (slot.Field.Formula is { } formula)
        {
            // A formula reads the record at hand, whatever the expression around it reads.
            new ReadCollector(_model, shape, null, null).Visit(formula.Checked.Root);
            return null;
        }

        if (slot.Field.Type is ManyToManyType many) return Listed(shape, RecordList.Of(shape.Layout.Object.Name, slot, Layout(many.Target)));
        shape.Fields.Add(slot);
        if (node.Type.Kind != ExpressionKind.Reference) return null;
        if (!shape.References.TryGetValue(slot, out ReadShape? found)) shape.References[slot] = found = new ReadShape(Layout(node.Type.ObjectName!));
        return found;
    }

    private static ReadShape Listed(ReadShape shape, RecordList list)
    {
        if (!shape.Lists.TryGetValue(list, out ReadShape? found)) shape.Lists[list] = found = new ReadShape(list.Child);
        return found;
    }

    private RecordLayout Layout(string name) => RecordLayout.Of(_model.Object(name));
}
