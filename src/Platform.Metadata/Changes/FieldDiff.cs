using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Compares two versions of one field.</summary>
internal sealed class FieldDiff(
    TenantModel fromModel, TenantModel toModel, ObjectModel owner, FieldModel from, FieldModel to, DocumentSources sources)
{
    /// <summary>What permits more than before.</summary>
    public IEnumerable<ModelChange> Loosen()
    {
        if (RequiredChanges && !to.Required && !Converts) yield return Required();
    }

    /// <summary>What changes in place.</summary>
    public IEnumerable<ModelChange> Alter()
    {
        if (from.Name != to.Name) yield return new RenameField(owner, from, to) { Source = Source("name") };
        if (TypeChange() is { } type) yield return type;
        if (Range() is { } range) yield return range;
        if (from.Default != to.Default) yield return new ChangeDefault(owner, from, to) { Source = Source("default") };
        if (from.Formula?.Text != to.Formula?.Text) yield return new ChangeFormula(owner, from, to) { Source = Source("formula") };
        foreach (ModelChange condition in ConditionChanges()) yield return condition;
        if (!Equals(from.Type.DependsOn(), to.Type.DependsOn())) yield return new ChangeDependentChoices(owner, from, to) { Source = Source("dependsOn") };
        if (from.Rollup?.Definition != to.Rollup?.Definition) yield return new ChangeRollup(owner, from, to) { Source = Source("rollup") };
        if (DeleteRule() is { } rule) yield return rule;
        foreach (ModelChange choice in Choices()) yield return choice;
    }

    /// <summary>What permits less than before.</summary>
    public IEnumerable<ModelChange> Tighten()
    {
        if (RequiredChanges && to.Required && !Converts) yield return Required();
    }

    private bool RequiredChanges => from.Required != to.Required;

    // New columns are made as the field now is; there is nothing to tighten afterwards.
    private bool Converts => TypeChange() is RetypeField { Effect: StorageEffect.Convert } or ChangeLookupTarget
        or ChangeNumericPrecision { Effect: StorageEffect.Convert };

    private ChangeRequired Required() => new(owner, from, to) { Source = Source("required") };

    private ModelChange? TypeChange()
    {
        bool retargeted = Retargeted();
        StorageEffect effect = RetypeRules.EffectOf(from, to, retargeted);
        if (from.Type.GetType() != to.Type.GetType()) return new RetypeField(owner, from, to, effect) { Source = Source("type") };
        if (retargeted) return new ChangeLookupTarget(owner, from, to) { Source = Source("target") };
        if (TextLengths.Of(from.Type) is { } before && TextLengths.Of(to.Type) is { } after && before != after)
        {
            return new ChangeTextLength(owner, from, to, before, after) { Source = Source("maxLength") };
        }

        return from.Columns != to.Columns && RetypeRules.Digits(to.Type) is not null && RetypeRules.Digits(from.Type) != RetypeRules.Digits(to.Type)
            ? new ChangeNumericPrecision(owner, from, to, effect) { Source = Source("precision") }
            : null;
    }

    private ChangeRange? Range()
    {
        (decimal? min, decimal? max) after = Ranges.Of(to.Type);
        if (from.Type.GetType() != to.Type.GetType() || Ranges.Of(from.Type) == after) return null;
        return new ChangeRange(owner, from, to, after.min, after.max) { Source = Source("") };
    }

    private IEnumerable<ModelChange> ConditionChanges()
    {
        foreach (FieldCondition condition in Enum.GetValues<FieldCondition>().Where(c => c != FieldCondition.Choosable))
        {
            if (Conditions.TextOf(from, condition, null) != Conditions.TextOf(to, condition, null)) yield return new ChangeCondition(owner, from, to, condition) { Source = Source(Conditions.KeyOf(condition)) };
        }

        foreach (string target in from.Choosable.Concat(to.Choosable).Select(c => c.Target).Distinct())
        {
            if (Conditions.TextOf(from, FieldCondition.Choosable, target) == Conditions.TextOf(to, FieldCondition.Choosable, target)) continue;
            yield return new ChangeCondition(owner, from, to, FieldCondition.Choosable, target) { Source = Source(to.Type.ChoosablePointer(target)) };
        }
    }

    private ChangeDeleteRule? DeleteRule() =>
        from.Type is LookupType before && to.Type is LookupType after && before.OnDelete != after.OnDelete && !Retargeted()
            ? new ChangeDeleteRule(owner, from, to) { Source = Source("onDelete") }
            : null;

    private IEnumerable<ModelChange> Choices()
    {
        if (ChoicesOf(from.Type) is not { } before || ChoicesOf(to.Type) is not { } after || before == after) yield break;
        Dictionary<string, PicklistValue> old = before.Values.ToDictionary(v => v.Value, StringComparer.Ordinal);
        ChangeSource source = sources.OfChoices(owner, to, after.Global);
        foreach (PicklistValue value in after.Values)
        {
            if (!old.Remove(value.Value, out PicklistValue? former)) yield return new AddPicklistValue(owner, to, value) { Source = source };
            else if (former.Retired != value.Retired) yield return new RetirePicklistValue(owner, to, value) { Source = source };
        }

        foreach (PicklistValue value in before.Values)
        {
            if (old.ContainsKey(value.Value)) yield return new RemovePicklistValue(owner, to, value) { Source = source };
        }
    }

    private bool Retargeted() => References.Differ(fromModel, from.Type, toModel, to.Type);

    private static PicklistSource? ChoicesOf(FieldType type) => type switch
    {
        PicklistType t => t.Choices,
        MultiPicklistType t => t.Choices,
        _ => null,
    };

    private ChangeSource Source(string member) => sources.Of(owner, to, member);
}
