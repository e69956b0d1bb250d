using System.Text.RegularExpressions;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>Settings of one field that contradict each other or its type, without looking at other documents.</summary>
internal static class FieldSettings
{
    /// <summary>Longest text that may be unique or indexed, so that every value fits into an index entry of PostgreSQL.</summary>
    public const int MaxIndexedLength = 500;

    /// <summary>Reports what is wrong; <paramref name="report"/> takes a pointer below the field, a code and a message.</summary>
    public static void Check(FieldDocument field, Action<string, string, Sentence> report)
    {
        void Bad(string place, Sentence message) => report(place, DocumentCodes.FieldSettings, message);
        CheckCommon(field, Bad);
        switch (field.Type)
        {
            case TextType { Pattern: { } pattern } when PatternProblem(pattern) is { } problem:
                Bad("/pattern", problem);
                break;
            case IntegerType { Min: { } min, Max: { } max } when min > max:
                Bad("/min", $"The least value {min} is greater than the greatest value {max}.");
                break;
            case DecimalType t:
                CheckNumber(t.Precision, t.Scale, t.Min, t.Max, Bad);
                break;
            case CurrencyType t:
                CheckNumber(t.Precision, t.Scale, t.Min, t.Max, Bad);
                break;
            case PercentType t:
                CheckNumber(t.Scale + 12, t.Scale, t.Min, t.Max, Bad);
                break;
            case AutoNumberType t when AutoNumberFormat.Problem(t.Format) is { } problem:
                Bad("/format", problem);
                break;
            case LookupType { Inverse: null, InverseLabel: not null } or MasterDetailType { Inverse: null, InverseLabel: not null }
                or ManyToManyType { Inverse: null, InverseLabel: not null } or PolymorphicLookupType { Inverse: null, InverseLabel: not null }:
                Bad("/inverseLabel", "There is no \"inverse\" that the label could be of.");
                break;
        }

        if (field.Type.Choices() is { } choices) CheckChoices(choices, Bad);
    }

    private static void CheckFormula(FieldDocument field, Action<string, Sentence> bad)
    {
        if (!FieldMembers.CanBeComputed(field.Type)) bad("/formula", $"A field of type {field.Type.Name} cannot be computed.");
        CheckComputed(field, bad);
    }

    private static void CheckComputed(FieldDocument field, Action<string, Sentence> bad)
    {
        (string Key, bool Given)[] keys =
        [
            ("required", field.Required), ("unique", field.Unique), ("default", field.Default is not null),
            ("createOnly", field.CreateOnly), ("readOnly", field.ReadOnly), ("defaultFormula", field.DefaultFormula is not null),
            ("requiredWhen", field.RequiredWhen is not null), ("readOnlyWhen", field.ReadOnlyWhen is not null),
        ];
        foreach ((string key, bool given) in keys)
        {
            if (given) bad("/" + key, $"A computed field is never written, so that \"{key}\" says nothing.");
        }
    }

    private static void CheckConditions(FieldDocument field, Action<string, Sentence> bad)
    {
        string type = field.Type.Name;
        if (field.DefaultFormula is not null)
        {
            if (field.Default is not null) bad("/defaultFormula", "Give either a \"default\" or a \"defaultFormula\", not both.");
            if (!FieldMembers.CanBeDefaulted(field.Type)) bad("/defaultFormula", $"A field of type {type} takes no default that is computed.");
        }

        if (field.RequiredWhen is not null)
        {
            if (field.Required) bad("/requiredWhen", "The field is required always.");
            if (field.Type is CheckboxType or AutoNumberType or ManyToManyType or MasterDetailType) bad("/requiredWhen", $"A field of type {type} cannot be required at times.");
        }

        if (field.ReadOnlyWhen is not null && field.ReadOnly) bad("/readOnlyWhen", "The field is set by the platform alone, always.");
        if (field.ReadOnly && field.RequiredWhen is not null) bad("/requiredWhen", "Nobody could give the value of a field that the platform alone sets.");
    }

    private static void CheckCommon(FieldDocument field, Action<string, Sentence> bad)
    {
        string type = field.Type.Name;
        if (field.Formula is not null) CheckFormula(field, bad);
        else CheckConditions(field, bad);
        if (field.Rollup is { } rollup)
        {
            CheckComputed(field, bad);
            RollupSettings.Check(field, rollup, bad);
        }

        if (field.ComputedBy is not null)
        {
            CheckComputed(field, bad);
            if (field.Formula is not null || field.Rollup is not null) bad("/computedBy", "A field is computed in one way: by a formula, a rollup or a hook.");
            if (field.Type is ManyToManyType or MasterDetailType or AutoNumberType or EncryptedTextType) bad("/computedBy", $"A field of type {type} cannot be computed by a hook.");
        }

        if (field is { Required: true, Type: CheckboxType or AutoNumberType }) bad("/required", $"A field of type {type} always has a value.");
        if (field.Required && field.Type is ManyToManyType) bad("/required", "A many-to-many field cannot be required.");
        if (field.Unique && !field.Type.CanBeUnique()) bad("/unique", $"A field of type {type} cannot be unique.");
        if (field.Indexed && !field.Type.CanBeIndexed()) bad("/indexed", $"A field of type {type} cannot have an index.");
        if ((field.Unique || field.Indexed) && field.Type is TextType { MaxLength: > MaxIndexedLength })
        {
            bad("/maxLength", $"A text that is unique or indexed has at most {MaxIndexedLength} characters.");
        }

        if (field.CreateOnly && field.Type is AutoNumberType) bad("/createOnly", "An autonumber is never set by callers.");
    }

    private static void CheckNumber(int precision, int scale, decimal? min, decimal? max, Action<string, Sentence> bad)
    {
        if (scale > precision) bad("/scale", $"The scale {scale} is greater than the precision {precision}.");
        if (min > max) bad("/min", $"The least value {min} is greater than the greatest value {max}.");
    }

    private static Sentence? PatternProblem(string pattern)
    {
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            _ = new Regex(pattern, options);
            // As values are matched: a pattern that ends in a comment swallows what is put around it.
            _ = new Regex($@"\A(?:{pattern})\z", options);
            return null;
        }
        catch (NotSupportedException)
        {
            return "The pattern uses look-around, back references or atomic groups, which patterns here may not.";
        }
        catch (ArgumentException problem)
        {
            return $"The pattern is not a regular expression: {problem.Message}";
        }
    }

    private static void CheckChoices(PicklistSource choices, Action<string, Sentence> bad)
    {
        if (choices.Global is not null && !choices.Values.IsEmpty) bad("/values", "Give either \"values\" or \"picklist\", not both.");
        if (choices.Global is null && choices.Values.IsEmpty) bad(string.Empty, "A picklist needs \"values\" or the name of a global \"picklist\".");
    }
}
