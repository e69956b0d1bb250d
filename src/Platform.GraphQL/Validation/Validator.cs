using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>
/// Validates a whole document against a schema (section 5). Messages, locations and order are those of graphql-js. What passes is
/// safe for the later stages: no fragment cycles, and within the limits of depth and size when fragments are expanded.
/// </summary>
public static class Validator
{
    /// <summary>All errors of the document, at most <see cref="ValidationLimits.MaxErrors"/> and one that says so; empty when valid.</summary>
    public static ImmutableArray<GraphQLError> Validate(
        GraphQLSchema schema,
        DocumentNode document,
        ValidationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        limits ??= ValidationLimits.Request;
        RuleWalker walker = new(schema, document, limits);
        try
        {
            walker.Walk(document);
            if (walker.Context.Errors.Count == 0)
                DocumentMeasure.Check(walker.Context, limits);
        }
        catch (InsufficientExecutionStackException)
        {
            walker.Context.Abort("TOO_DEEP", "The document is nested too deep when its fragments are expanded.");
        }
        return [.. walker.Context.Errors];
    }
}
