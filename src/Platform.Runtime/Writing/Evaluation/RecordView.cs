using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>A record as expressions of a write see it: as it will be, or as it is stored.</summary>
/// <param name="graph">What was loaded.</param>
/// <param name="layout">The record's object.</param>
/// <param name="id">The record.</param>
/// <param name="values">Canonical values by the fields' ordinals.</param>
/// <param name="asWritten">Relations lead to records as they will be.</param>
internal sealed class RecordView(RecordGraph graph, RecordLayout layout, Guid id, object?[] values, bool asWritten) : IExpressionRecord
{
    private Dictionary<FieldSlot, object?>? _computed;

    /// <inheritdoc/>
    public Guid Id => id;

    /// <summary>The record's object.</summary>
    public RecordLayout Layout => layout;

    /// <summary>Relations lead to records as they will be.</summary>
    public bool IsAsWritten => asWritten;

    /// <inheritdoc/>
    public object? Value(ExpressionMember member)
    {
        FieldSlot slot = Slot(member);
        if (slot.Field.Formula is not null) return Computed(slot);
        return values[slot.Ordinal] switch
        {
            EquatableArray<string> list => list.Select(object? (text) => text).ToArray(),
            AddressValue address => address.Part(member.Part!),
            GeoPoint point => point.Part(member.Part!),
            var value => value,
        };
    }

    /// <inheritdoc/>
    public IExpressionRecord? Related(ExpressionMember member) =>
        values[Slot(member).Ordinal] is Guid target ? graph.View(member.Type.ObjectName!, target, asWritten) : null;

    /// <inheritdoc/>
    public IReadOnlyList<IExpressionRecord> Children(ExpressionMember member) => graph.Children(this, member);

    private FieldSlot Slot(ExpressionMember member) =>
        member.Slot < layout.Fields.Count && layout.Fields[member.Slot] is var slot && slot.Field.Name == member.Name ? slot : layout[member.Name];

    private object? Computed(FieldSlot slot)
    {
        if (_computed is not null && _computed.TryGetValue(slot, out object? known)) return known;
        object? value = ComputedValue.Fitted(slot.Field, graph.Formula(this, slot));
        (_computed ??= [])[slot] = value;
        return value;
    }
}
