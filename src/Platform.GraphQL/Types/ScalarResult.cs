using System.Diagnostics.CodeAnalysis;

namespace Platform.GraphQL.Types;

/// <summary>The value of a scalar, or what is wrong with it.</summary>
public readonly record struct ScalarResult
{
    private ScalarResult(object? value, string? error) => (Value, Error) = (value, error);

    /// <summary>The value; null when there is an error.</summary>
    public object? Value { get; }

    /// <summary>What is wrong: a sentence that names the scalar and shows what was given; null when nothing is.</summary>
    public string? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Success => Error is null;

    /// <summary>A value.</summary>
    public static ScalarResult Of(object value) => new(value, null);

    /// <summary>An error.</summary>
    public static ScalarResult Wrong(string error) => new(null, error);
}
