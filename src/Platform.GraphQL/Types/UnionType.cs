using System.Collections.Immutable;

namespace Platform.GraphQL.Types;

/// <summary>A union (section 3.8).</summary>
/// <param name="name">Its name.</param>
/// <param name="types">The member types, evaluated at first use.</param>
public sealed class UnionType(string name, Func<IEnumerable<ObjectType>> types) : NamedType(name)
{
    private readonly Lazy<ImmutableArray<ObjectType>> types = new(() => [.. types()]);

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Union;

    /// <summary>The member types in declaration order.</summary>
    public ImmutableArray<ObjectType> Types => types.Value;
}
