using Platform.Metadata.Collections;

namespace Platform.Metadata.Values;

/// <summary>Why a value was refused: a stable code and the parameters of its message; no text of a language.</summary>
/// <param name="Code">One of <see cref="ValueCodes"/>, or of the writer's own codes.</param>
/// <param name="Parameters">Parameters of the message, for example <c>max</c> and <c>255</c>.</param>
public sealed record ValueProblem(string Code, EquatableArray<ProblemParameter> Parameters = default)
{
    /// <summary>A problem with one parameter.</summary>
    public static ValueProblem With(string code, string name, object value) => new(code, [ProblemParameter.Of(name, value)]);

    /// <summary>A problem with two parameters.</summary>
    public static ValueProblem With(string code, string name, object value, string name2, object value2) =>
        new(code, [ProblemParameter.Of(name, value), ProblemParameter.Of(name2, value2)]);
}
