using System.Diagnostics.CodeAnalysis;

namespace Platform.GraphQL.Language;

/// <summary>Either what was parsed or the first error; never both, never neither.</summary>
public sealed record ParseResult<T>
    where T : class
{
    internal ParseResult(T? value, GraphQLError? error) => (Value, Error) = (value, error);

    /// <summary>What was parsed; null when there is an error.</summary>
    public T? Value { get; }

    /// <summary>The first error; null when the source is well-formed.</summary>
    public GraphQLError? Error { get; }

    /// <summary>Whether the source is well-formed.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Success => Error is null;
}
