namespace Platform.GraphQL.Types;

/// <summary>
/// A type of a schema: a named type, or a list or non-null around another type. Types never change once built and are safe to
/// share between threads. Named types compare by reference; wrappers compare by what they wrap.
/// </summary>
public abstract class GraphQLType
{
    private protected GraphQLType()
    {
    }

    /// <summary>The innermost type, without lists and non-nulls.</summary>
    public abstract NamedType Named { get; }

    /// <summary>This type, or what stands inside when this is non-null.</summary>
    public virtual GraphQLType Nullable => this;

    /// <summary>Whether values may be given for it (section 3.4.2): scalar, enum or input object, wrapped or not.</summary>
    public bool IsInput => Named.Kind is TypeKind.Scalar or TypeKind.Enum or TypeKind.InputObject;

    /// <summary>Whether fields may return it (section 3.4.2): everything but input objects, wrapped or not.</summary>
    public bool IsOutput => Named.Kind is not TypeKind.InputObject;

    /// <summary>A list of this type.</summary>
    public ListType AsList() => new(this);

    /// <summary>This type without null; itself when it excludes null already.</summary>
    public virtual GraphQLType AsNonNull() => new NonNullType(this);

    /// <summary>Whether two types are the same, wrapper by wrapper.</summary>
    public static bool Same(GraphQLType left, GraphQLType right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        while (true)
        {
            switch (left, right)
            {
                case (NonNullType a, NonNullType b):
                    (left, right) = (a.Inner, b.Inner);
                    break;
                case (ListType a, ListType b):
                    (left, right) = (a.Item, b.Item);
                    break;
                default:
                    return ReferenceEquals(left, right);
            }
        }
    }

    /// <summary>The type as written in the language: <c>[Account!]!</c>.</summary>
    public abstract override string ToString();
}
