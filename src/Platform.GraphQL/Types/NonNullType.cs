namespace Platform.GraphQL.Types;

/// <summary>A type without null (section 3.12).</summary>
public sealed class NonNullType : GraphQLType
{
    internal NonNullType(GraphQLType inner) => Inner = inner;

    /// <summary>The nullable type inside: named or list.</summary>
    public GraphQLType Inner { get; }

    /// <inheritdoc/>
    public override NamedType Named => Inner.Named;

    /// <inheritdoc/>
    public override GraphQLType Nullable => Inner;

    /// <inheritdoc/>
    public override GraphQLType AsNonNull() => this;

    /// <inheritdoc/>
    public override string ToString() => $"{Inner}!";
}
