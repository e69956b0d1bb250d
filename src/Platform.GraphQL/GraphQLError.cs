using System.Collections.Immutable;
using Platform.GraphQL.Language;

namespace Platform.GraphQL;

/// <summary>
/// One entry of the <c>errors</c> list of a response (section 7.1.6). Expected problems of every stage are values of this type.
/// </summary>
/// <param name="Message">What is wrong, for the developer of the client.</param>
public sealed record GraphQLError(string Message)
{
    /// <summary>Places in the document, in the order the rule names them; may be empty.</summary>
    public ImmutableArray<SourceLocation> Locations { get; init; } = [];

    /// <summary>
    /// Response names and list indexes from the root to the field that failed; default when the error belongs to no field.
    /// </summary>
    public ImmutableArray<PathSegment> Path { get; init; }

    /// <summary><c>extensions.code</c>: one of <see cref="GraphQLErrorCode"/>.</summary>
    public string Code { get; init; } = GraphQLErrorCode.BadUserInput;

    /// <summary>
    /// <c>extensions.reason</c>: what exactly refused the request, stable (the name of a validation rule, <c>SYNTAX</c>,
    /// <c>TOO_MANY_TOKENS</c> …; docs/errors.md); null when the code says all.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>
    /// More entries of <c>extensions</c>: values are null, string, bool, int, long, double, or a <see cref="System.Text.Json.Nodes.JsonNode"/>.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, object?>> Extensions { get; init; } = [];

    /// <summary>An error at one place of the document.</summary>
    public static GraphQLError At(SourceLocation location, string message, string reason) =>
        new(message) { Locations = [location], Reason = reason };
}
