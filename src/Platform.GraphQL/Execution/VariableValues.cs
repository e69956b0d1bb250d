using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Platform.GraphQL.Execution;

/// <summary>
/// The coerced variables of one request, or what is wrong with them. A variable that was left out and has no default is absent,
/// which differs from null.
/// </summary>
public sealed class VariableValues
{
    internal VariableValues(IReadOnlyDictionary<string, object?>? values, ImmutableArray<GraphQLError> errors) =>
        (Values, Errors) = (values, errors);

    /// <summary>
    /// Values by variable name: null; what the scalar gives; the <see cref="Types.EnumValueDefinition"/>; for a list an
    /// <c>IReadOnlyList&lt;object?&gt;</c>; for an input object an <c>IReadOnlyDictionary&lt;string, object?&gt;</c> in the order
    /// given, defaults after. Null when there are errors.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Values { get; }

    /// <summary>What is wrong: errors of the whole request, so that its response has no data.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>Whether there are values.</summary>
    [MemberNotNullWhen(true, nameof(Values))]
    public bool Success => Errors.IsEmpty;
}
