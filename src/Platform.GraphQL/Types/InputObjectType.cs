namespace Platform.GraphQL.Types;

/// <summary>An input object (section 3.10).</summary>
/// <param name="name">Its name.</param>
/// <param name="fields">Its fields.</param>
public sealed class InputObjectType(string name, Members<InputValueDefinition> fields) : NamedType(name)
{
    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.InputObject;

    /// <summary>The fields in declaration order.</summary>
    public Members<InputValueDefinition> Fields { get; } = fields;

    /// <summary>Whether exactly one field must be given, and not null (section 3.10.1).</summary>
    public bool IsOneOf { get; init; }
}
