using Platform.Metadata.Computation;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>A value that an expression gave, as a field takes it.</summary>
internal static class ComputedInput
{
    /// <summary>The canonical value, or why the field does not take it.</summary>
    /// <param name="slot">The field.</param>
    /// <param name="value">A value of the evaluator, or null.</param>
    public static ValueResult Of(FieldSlot slot, object? value)
    {
        object? input = ComputedValue.ToInput(slot.Field, value);
        // Moments and references are canonical values already; their codecs read texts.
        return input is DateOnly or DateTime or TimeSpan or Guid ? ValueResult.Of(input) : slot.Codec.ReadInput(input);
    }
}
