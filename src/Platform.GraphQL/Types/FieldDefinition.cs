using System.Collections.Immutable;

namespace Platform.GraphQL.Types;

/// <summary>A field of an object or interface.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">The type it returns.</param>
/// <param name="arguments">The arguments it takes; instances may be shared between fields.</param>
public sealed class FieldDefinition(string name, GraphQLType type, ImmutableArray<InputValueDefinition> arguments = default)
    : ISchemaMember
{
    /// <inheritdoc/>
    public string Name { get; } = SchemaName.Require(name);

    /// <summary>The type it returns.</summary>
    public GraphQLType Type { get; } = type;

    /// <summary>The arguments it takes, in declaration order.</summary>
    public ImmutableArray<InputValueDefinition> Arguments { get; } = arguments.IsDefault ? [] : arguments;

    /// <inheritdoc/>
    public string? Description { get; init; }

    /// <summary>Why clients should no longer use it; null when they may.</summary>
    public string? DeprecationReason { get; init; }

    /// <summary>What the producer of the schema attached; see <see cref="NamedType.Extension"/>.</summary>
    public object? Extension { get; init; }

    /// <summary>The argument of that name, or null.</summary>
    public InputValueDefinition? FindArgument(string name)
    {
        foreach (InputValueDefinition argument in Arguments)
        {
            if (argument.Name == name)
                return argument;
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
