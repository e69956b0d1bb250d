using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>What a resolver may know.</summary>
public sealed class ResolveContext
{
    /// <summary>The object that has the field; for root fields, the root value.</summary>
    public required object? Source { get; init; }

    /// <summary>The coerced arguments; see <see cref="VariableValues.Values"/> for their forms. Absent differs from null.</summary>
    public required IReadOnlyDictionary<string, object?> Arguments { get; init; }

    /// <summary>The field.</summary>
    public required FieldDefinition Field { get; init; }

    /// <summary>The type that has the field.</summary>
    public required ObjectType ParentType { get; init; }

    /// <summary>The selections that ask for it; more than one when they were merged.</summary>
    public required IReadOnlyList<FieldNode> Nodes { get; init; }

    /// <summary>Where the field is in the response.</summary>
    public required ImmutableArray<PathSegment> Path { get; init; }

    /// <summary>The schema.</summary>
    public required GraphQLSchema Schema { get; init; }

    /// <summary>What the host gave for this request: its user, its services.</summary>
    public required object? RequestContext { get; init; }

    /// <summary>Ends when the client is gone.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>An argument of a type; the default of the type when it is absent, null or of another type.</summary>
    public T? Argument<T>(string name) => Arguments.GetValueOrDefault(name) is T value ? value : default;

    /// <summary>Whether an argument was given or has a default; it may be null.</summary>
    public bool HasArgument(string name) => Arguments.ContainsKey(name);
}
