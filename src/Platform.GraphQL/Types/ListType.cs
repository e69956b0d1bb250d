namespace Platform.GraphQL.Types;

/// <summary>A list of another type (section 3.11).</summary>
/// <param name="item">The type of the items.</param>
public sealed class ListType(GraphQLType item) : GraphQLType
{
    /// <summary>The type of the items.</summary>
    public GraphQLType Item { get; } = item;

    /// <inheritdoc/>
    public override NamedType Named => Item.Named;

    /// <inheritdoc/>
    public override string ToString() => $"[{Item}]";
}
