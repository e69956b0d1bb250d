using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>An argument of a field or directive, or a field of an input object.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">The type of its values.</param>
/// <param name="defaultValue">The constant used when no value is given; null for none (the literal <c>null</c> is a default too).</param>
public sealed class InputValueDefinition(string name, GraphQLType type, ValueNode? defaultValue = null) : ISchemaMember
{
    /// <inheritdoc/>
    public string Name { get; } = SchemaName.Require(name);

    /// <summary>The type of its values.</summary>
    public GraphQLType Type { get; } = type;

    /// <summary>The constant used when no value is given; null for none.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <inheritdoc/>
    public string? Description { get; init; }

    /// <summary>Why clients should no longer use it; null when they may.</summary>
    public string? DeprecationReason { get; init; }

    /// <summary>What the producer of the schema attached; see <see cref="NamedType.Extension"/>.</summary>
    public object? Extension { get; init; }

    /// <summary>Whether a value must be given: non-null without a default.</summary>
    public bool IsRequired => Type is NonNullType && DefaultValue is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
