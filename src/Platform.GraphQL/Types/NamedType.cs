namespace Platform.GraphQL.Types;

/// <summary>A type with a name: one of the six kinds.</summary>
public abstract class NamedType : GraphQLType, ISchemaMember
{
    private protected NamedType(string name) => Name = SchemaName.Require(name);

    /// <summary>The kind, for dispatch by switch.</summary>
    public abstract TypeKind Kind { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Description { get; init; }

    /// <summary>
    /// What the producer of the schema attached: whoever plans or executes finds here what the type means, without a look-up by name.
    /// </summary>
    public object? Extension { get; init; }

    /// <inheritdoc/>
    public override NamedType Named => this;

    /// <summary>Whether it has no selection: scalar or enum.</summary>
    public bool IsLeaf => Kind is TypeKind.Scalar or TypeKind.Enum;

    /// <summary>Whether a fragment may apply to it: object, interface or union.</summary>
    public bool IsComposite => Kind is TypeKind.Object or TypeKind.Interface or TypeKind.Union;

    /// <summary>Whether values of it have another, concrete type: interface or union.</summary>
    public bool IsAbstract => Kind is TypeKind.Interface or TypeKind.Union;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Calls the function for the kind this type is.</summary>
    public TResult Match<TResult>(
        Func<ScalarType, TResult> scalar,
        Func<ObjectType, TResult> @object,
        Func<InterfaceType, TResult> @interface,
        Func<UnionType, TResult> union,
        Func<EnumType, TResult> @enum,
        Func<InputObjectType, TResult> inputObject) => this switch
        {
            ScalarType type => scalar(type),
            ObjectType type => @object(type),
            InterfaceType type => @interface(type),
            UnionType type => union(type),
            EnumType type => @enum(type),
            _ => inputObject((InputObjectType)this),
        };
}
