using Platform.Metadata.Fields;

namespace Platform.Metadata.Changes;

/// <summary>Least and greatest allowed numbers.</summary>
internal static class Ranges
{
    /// <summary>The range of a numeric type; nulls where it is open or the type is none.</summary>
    public static (decimal? Min, decimal? Max) Of(FieldType type) => type switch
    {
        IntegerType t => (t.Min, t.Max),
        DecimalType t => (t.Min, t.Max),
        CurrencyType t => (t.Min, t.Max),
        PercentType t => (t.Min, t.Max),
        _ => (null, null),
    };
}
