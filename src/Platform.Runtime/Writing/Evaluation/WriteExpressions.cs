using Platform.Expressions.Evaluation;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>A condition of a field.</summary>
/// <param name="Slot">The field.</param>
/// <param name="Expression">The condition.</param>
internal sealed record FieldExpression(FieldSlot Slot, CompiledExpression Expression);

/// <summary>A validation rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="InvalidWhen">Its condition.</param>
internal sealed record RuleExpression(RuleModel Rule, CompiledExpression InvalidWhen);

/// <summary>A validation rule that reads rollups of the record itself.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Rollups">The rollups, also those that it reads through formulas.</param>
internal sealed record RollupRule(RuleExpression Rule, IReadOnlyList<FieldSlot> Rollups);

/// <summary>A condition on which records of an object a reference may point to.</summary>
/// <param name="Slot">The reference.</param>
/// <param name="Expression">The condition.</param>
/// <param name="Target">What it reads of the record to choose.</param>
internal sealed record ChoosableExpression(FieldSlot Slot, CompiledExpression Expression, ReadShape Target);

/// <summary>A record type with its constants as canonical values.</summary>
/// <param name="Model">The type.</param>
/// <param name="Defaults">Values of new records.</param>
internal sealed record RecordTypeDefaults(RecordTypeModel Model, IReadOnlyList<(FieldSlot Slot, object? Value)> Defaults);

/// <summary>Everything that is asked of writes of an object's records, worked out once for each model.</summary>
internal sealed class WriteExpressions
{
    /// <summary>Prepares the expressions of an object to which they apply.</summary>
    public WriteExpressions(TenantModel model, RecordLayout layout)
    {
        ReadCollector defaults = new(model, layout), conditions = new(model, layout);
        Defaults = [.. DefaultOrder.Of(layout.Object).Fields.Select(f => Field(layout[f.Name], f.DefaultFormula!, defaults))];
        Visible = Fields(layout, f => f.VisibleWhen, conditions);
        Required = Fields(layout, f => f.RequiredWhen, conditions);
        ReadOnly = Fields(layout, f => f.ReadOnlyWhen, conditions);
        Rules = [.. layout.Object.Rules.Where(r => r.Active).Select(r => new RuleExpression(r, Compile(r.InvalidWhen, conditions, null)))];
        RollupRules = [.. Rules.Select(r => new RollupRule(r, RollupsOf(model, layout, r.Rule))).Where(r => r.Rollups.Count > 0)];
        Choosable = [.. layout.References.SelectMany(r => r.Slot.Field.Choosable.Select(c => Chosen(model, r.Slot, c, conditions)))];
        RecordTypes = layout.Object.RecordTypes.ToDictionary(t => t.Name, t => Type(layout, t), StringComparer.Ordinal);
        Dependent = [.. layout.Fields.Where(f => f.Field.Type.DependsOn() is not null)];
        Stages = layout.Object.Pipelines.IsEmpty ? null : new StageExpressions(model, layout);
        Changes = ChangeConditions.Applies(model, layout) ? new ChangeConditions(model, layout) : null;
        DefaultReads = defaults.Record;
        DefaultUser = defaults.User;
        Reads = conditions.Record;
        User = conditions.User;
        HashSet<FieldSlot> own = [.. Read(layout)];
        own.UnionWith(Required.Select(r => r.Slot));
        if (Stages is not null) own.UnionWith(Stages.Own);
        foreach (FieldSlot slot in Dependent) own.UnionWith([slot, layout[slot.Field.Type.DependsOn()!.Field]]);
        // Whether a written record is in a list is told by its reference as it will be.
        own.UnionWith(Shapes.SelectMany(s => s.Lists.Keys).Where(l => l.Child == layout && l.Reference is not null).Select(l => l.Reference!));
        if (RecordTypes.Count > 0)
        {
            own.Add(layout[SystemFields.RecordType]);
            own.UnionWith(RecordTypes.Values.SelectMany(t => t.Model.Picklists).Select(p => layout[p.Field]));
        }

        OfUpdates = [.. own.Where(s => s.Columns.Count > 0).OrderBy(s => s.Ordinal)];
    }

    /// <summary>Computed defaults, each after those that it reads.</summary>
    public IReadOnlyList<FieldExpression> Defaults { get; }

    /// <summary>Conditions under which fields are shown.</summary>
    public IReadOnlyList<FieldExpression> Visible { get; }

    /// <summary>Conditions under which a value must be given.</summary>
    public IReadOnlyList<FieldExpression> Required { get; }

    /// <summary>Conditions under which a value cannot be changed.</summary>
    public IReadOnlyList<FieldExpression> ReadOnly { get; }

    /// <summary>Active rules.</summary>
    public IReadOnlyList<RuleExpression> Rules { get; }

    /// <summary>Those of them that a change of a rollup may break.</summary>
    public IReadOnlyList<RollupRule> RollupRules { get; }

    /// <summary>Conditions on what references may point to.</summary>
    public IReadOnlyList<ChoosableExpression> Choosable { get; }

    /// <summary>Record types by name.</summary>
    public IReadOnlyDictionary<string, RecordTypeDefaults> RecordTypes { get; }

    /// <summary>Those of the object's pipelines; null when it has none.</summary>
    public StageExpressions? Stages { get; }

    /// <summary>Those of webhooks of the object; null when it has none.</summary>
    public ChangeConditions? Changes { get; }

    /// <summary>Picklists whose choices depend on another field.</summary>
    public IReadOnlyList<FieldSlot> Dependent { get; }

    /// <summary>What computed defaults read of the record.</summary>
    public ReadShape DefaultReads { get; }

    /// <summary>What computed defaults read of the person who acts.</summary>
    public ReadShape? DefaultUser { get; }

    /// <summary>What all other expressions read of the record, as it is and as it will be.</summary>
    public ReadShape Reads { get; }

    /// <summary>What all other expressions read of the person who acts.</summary>
    public ReadShape? User { get; }

    /// <summary>The record's own fields that an update has to load for them.</summary>
    public IReadOnlyList<FieldSlot> OfUpdates { get; }

    /// <summary>True when something is asked of an object's writes.</summary>
    public static bool Applies(TenantModel model, RecordLayout layout) => ChangeConditions.Applies(model, layout) || !layout.Object.Pipelines.IsEmpty || !layout.Object.Rules.IsEmpty || !layout.Object.RecordTypes.IsEmpty || layout.Object.Fields.Any(f => f.HasConditions || f.Type.DependsOn() is not null);

    /// <summary>Fields of an object that are read anywhere, so that each row is loaded once with all of them.</summary>
    public IReadOnlyList<FieldSlot> Read(RecordLayout layout) =>
    [
        .. Shapes.Where(s => s.Layout == layout).SelectMany(s => s.Fields).Distinct().OrderBy(f => f.Ordinal),
    ];

    private IEnumerable<ReadShape> Shapes =>
        new[] { DefaultReads, DefaultUser, Reads, User, Stages?.Reads, Stages?.User, Changes?.Reads, Changes?.User }.OfType<ReadShape>().Concat(Choosable.Select(c => c.Target)).SelectMany(s => s.All);

    private static IReadOnlyList<FieldExpression> Fields(RecordLayout layout, Func<FieldModel, ExpressionModel?> condition, ReadCollector reads) =>
        [.. layout.Fields.Where(f => condition(f.Field) is not null).Select(f => Field(f, condition(f.Field)!, reads))];

    private static IReadOnlyList<FieldSlot> RollupsOf(TenantModel model, RecordLayout layout, RuleModel rule)
    {
        ReadCollector reads = new(model, layout);
        reads.Add(rule.InvalidWhen.Checked);
        return [.. reads.Record.Fields.Where(f => f.Field.Rollup is not null)];
    }

    private static FieldExpression Field(FieldSlot slot, ExpressionModel expression, ReadCollector reads) => new(slot, Compile(expression, reads, null));

    private static ChoosableExpression Chosen(TenantModel model, FieldSlot slot, ChoosableModel choosable, ReadCollector reads)
    {
        ReadShape target = new(RecordLayout.Of(model.Object(choosable.Target)));
        return new ChoosableExpression(slot, Compile(choosable.Condition, reads, target), target);
    }

    private static CompiledExpression Compile(ExpressionModel expression, ReadCollector reads, ReadShape? target)
    {
        reads.Add(expression.Checked, target);
        return CompiledExpression.Compile(expression.Checked);
    }

    private static RecordTypeDefaults Type(RecordLayout layout, RecordTypeModel type)
    {
        List<(FieldSlot, object?)> defaults = [];
        foreach (FieldConstant constant in type.Defaults) defaults.Add((layout[constant.Field], layout[constant.Field].Codec.ReadInput(constant.Value.ToElement()).Value));
        return new RecordTypeDefaults(type, defaults);
    }
}
