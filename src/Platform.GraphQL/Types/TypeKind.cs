namespace Platform.GraphQL.Types;

/// <summary>The kinds of types (section 4.2.2, <c>__TypeKind</c>).</summary>
public enum TypeKind
{
    /// <summary>A leaf with a value of its own.</summary>
    Scalar,

    /// <summary>Named fields.</summary>
    Object,

    /// <summary>Fields that several objects share.</summary>
    Interface,

    /// <summary>One of several objects.</summary>
    Union,

    /// <summary>A leaf of listed names.</summary>
    Enum,

    /// <summary>Named values given as one argument.</summary>
    InputObject,
}
