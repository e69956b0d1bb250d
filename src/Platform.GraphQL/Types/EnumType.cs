namespace Platform.GraphQL.Types;

/// <summary>An enum (section 3.9). A coerced value of it is its <see cref="EnumValueDefinition"/>.</summary>
/// <param name="name">Its name.</param>
/// <param name="values">Its values.</param>
public sealed class EnumType(string name, Members<EnumValueDefinition> values) : NamedType(name)
{
    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Enum;

    /// <summary>The values in declaration order.</summary>
    public Members<EnumValueDefinition> Values { get; } = values;
}
