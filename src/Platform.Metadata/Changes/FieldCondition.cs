using System.Text.Json;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>The expressions that a field can carry beside its formula.</summary>
public enum FieldCondition
{
    /// <summary>Value of a new record.</summary>
    DefaultFormula,

    /// <summary>When a value must be given.</summary>
    RequiredWhen,

    /// <summary>When the value cannot be changed.</summary>
    ReadOnlyWhen,

    /// <summary>When forms show the field.</summary>
    VisibleWhen,

    /// <summary>Which records a reference may point to.</summary>
    Choosable,
}

/// <summary>The conditions of a field by name.</summary>
internal static class Conditions
{
    /// <summary>The expression or null.</summary>
    /// <param name="field">The field.</param>
    /// <param name="condition">Which of its expressions.</param>
    /// <param name="target">Of what can be chosen, the object that it is asked of.</param>
    public static ExpressionModel? Of(FieldModel field, FieldCondition condition, string? target) => condition switch
    {
        FieldCondition.DefaultFormula => field.DefaultFormula,
        FieldCondition.RequiredWhen => field.RequiredWhen,
        FieldCondition.ReadOnlyWhen => field.ReadOnlyWhen,
        FieldCondition.VisibleWhen => field.VisibleWhen,
        _ => field.ChoosableOf(target!),
    };

    /// <summary>Its text or null.</summary>
    public static string? TextOf(FieldModel field, FieldCondition condition, string? target) => Of(field, condition, target)?.Text;

    /// <summary>Its key in documents.</summary>
    public static string KeyOf(FieldCondition condition) => JsonNamingPolicy.CamelCase.ConvertName(condition.ToString());
}
