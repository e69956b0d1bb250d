namespace Platform.Metadata.Values.Codecs;

/// <summary>The least and greatest value of number fields.</summary>
internal static class Bounds
{
    /// <summary>The result, or its refusal when the number is out of bounds.</summary>
    public static ValueResult Check(ValueResult result, decimal? min, decimal? max) => result.Value switch
    {
        decimal value when value < min => ValueResult.Refused(ValueProblem.With(ValueCodes.TooSmall, "min", min)),
        decimal value when value > max => ValueResult.Refused(ValueProblem.With(ValueCodes.TooLarge, "max", max)),
        _ => result,
    };
}
