using System.Collections.Immutable;

namespace Platform.GraphQL.Execution;

/// <summary>What a resolver returns instead of a value when the field cannot be had; place and path are added by the executor.</summary>
/// <param name="Errors">At least one problem.</param>
public sealed record FieldErrors(ImmutableArray<GraphQLError> Errors)
{
    /// <summary>One problem.</summary>
    public static FieldErrors Of(GraphQLError error) => new([error]);
}
