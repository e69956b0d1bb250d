using Platform.Expressions.Diagnostics;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>Settings of a rollup that contradict each other or the field's type, without looking at other objects.</summary>
internal static class RollupSettings
{
    /// <summary>Reports what is wrong, with a pointer below the field.</summary>
    public static void Check(FieldDocument field, RollupDocument rollup, Action<string, Sentence> bad)
    {
        if (field.Formula is not null) bad("/rollup", "A field has either a formula or a rollup.");
        string function = Name(rollup.Function);
        if (!Holds(rollup.Function, field.Type)) bad("/rollup/function", $"A field of type {field.Type.Name} cannot hold a {function}.");
        if (rollup.Function == RollupFunction.Count && rollup.Field is not null) bad("/rollup/field", "A count takes no field; say what counts in \"filter\".");
        if (rollup.Function != RollupFunction.Count && rollup.Field is null) bad("/rollup", $"The function {function} needs the \"field\" that it takes.");
        if (rollup.OrderBy is not null && rollup.Function is not (RollupFunction.First or RollupFunction.Last)) bad("/rollup/orderBy", "Only first and last have an order.");
    }

    /// <summary>The function as documents write it.</summary>
    public static string Name(RollupFunction function) => function.ToString().ToLowerInvariant();

    private static bool Holds(RollupFunction function, FieldType type) => function switch
    {
        RollupFunction.Count => type is IntegerType or DecimalType,
        RollupFunction.Sum => IsNumber(type) || type is DurationType,
        RollupFunction.Avg => (IsNumber(type) && type is not IntegerType) || type is DurationType,
        RollupFunction.Min or RollupFunction.Max => IsNumber(type) || type is DurationType or DateType or DateTimeType,
        _ => FieldMembers.CanBeComputed(type) && type is not CheckboxType,
    };

    private static bool IsNumber(FieldType type) => type is IntegerType or DecimalType or CurrencyType or PercentType;
}
