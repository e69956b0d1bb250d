namespace Platform.Metadata.Values;

/// <summary>The outcome of reading a value: the canonical value (null when blank), or the problem that refuses it.</summary>
public readonly record struct ValueResult
{
    private ValueResult(object? value, ValueProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>No value.</summary>
    public static ValueResult Blank => default;

    /// <summary>The canonical value; null when blank or refused.</summary>
    public object? Value { get; }

    /// <summary>The problem; null when the value stands.</summary>
    public ValueProblem? Problem { get; }

    /// <summary>A value that stands.</summary>
    public static ValueResult Of(object? value) => new(value, null);

    /// <summary>A refusal without parameters.</summary>
    public static ValueResult Refused(string code) => new(null, new ValueProblem(code));

    /// <summary>A refusal.</summary>
    public static ValueResult Refused(ValueProblem problem) => new(null, problem);
}
