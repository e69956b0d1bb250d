using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>What the host decides for an executor.</summary>
public sealed record ExecutorOptions
{
    /// <summary>
    /// Turns an exception of a resolver into the error that clients see; the host logs it and gives it a trace id. The default
    /// tells nothing of the exception.
    /// </summary>
    public Func<Exception, ResolveContext, GraphQLError> OnException { get; init; } =
        (_, _) => new GraphQLError("Internal error.") { Code = GraphQLErrorCode.Internal };

    /// <summary>
    /// Names the object type of a value at a field of interface or union type. The default takes the entry <c>__typename</c> of a
    /// dictionary, else the name of the CLR type.
    /// </summary>
    public Func<object, NamedType, string> TypeNameOf { get; init; } = (value, _) =>
        value is IReadOnlyDictionary<string, object?> entries && entries.GetValueOrDefault("__typename") is string name
            ? name
            : value.GetType().Name;
}
