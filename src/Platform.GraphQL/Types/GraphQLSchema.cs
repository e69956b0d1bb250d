using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>
/// A schema (section 3.3): root types, all types by name, directives. It is immutable to its users; what is built on demand is
/// built once. Nothing here walks all types but what says so.
/// </summary>
public sealed class GraphQLSchema
{
    private readonly TypeRegistry registry;
    private readonly FrozenDictionary<string, DirectiveDefinition> directives;
    private readonly Lazy<ImmutableArray<NamedType>> allTypes;
    private readonly Lazy<ImmutableArray<string>> typeNames;
    private readonly ConcurrentDictionary<NamedType, FrozenSet<ObjectType>> possibleTypes = new();

    /// <summary>Puts a schema together.</summary>
    /// <param name="registry">Its types.</param>
    /// <param name="query">The root type of queries.</param>
    /// <param name="mutation">The root type of mutations, or null when there are none.</param>
    /// <param name="subscription">The root type of subscriptions, or null when there are none.</param>
    /// <param name="additionalDirectives">Directives besides those of the specification.</param>
    public GraphQLSchema(
        TypeRegistry registry,
        ObjectType query,
        ObjectType? mutation = null,
        ObjectType? subscription = null,
        IEnumerable<DirectiveDefinition>? additionalDirectives = null)
    {
        this.registry = registry;
        (Query, Mutation, Subscription) = (query, mutation, subscription);
        Directives = [.. BuiltInDirectives.All, .. additionalDirectives ?? []];
        directives = Directives.ToDictionary(directive => directive.Name).ToFrozenDictionary();
        allTypes = new(() => [.. registry.BuildAll()]);
        typeNames = new(() => [.. registry.AllNames()]);
    }

    /// <summary>The root type of queries.</summary>
    public ObjectType Query { get; }

    /// <summary>The root type of mutations, or null.</summary>
    public ObjectType? Mutation { get; }

    /// <summary>The root type of subscriptions, or null.</summary>
    public ObjectType? Subscription { get; }

    /// <summary>For readers of the schema, or null.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Whether <c>__schema</c> and <c>__type</c> may be selected. Where not, they are unknown fields and messages suggest no names.
    /// </summary>
    public bool IntrospectionEnabled { get; init; } = true;

    /// <summary>All directives, those of the specification first.</summary>
    public ImmutableArray<DirectiveDefinition> Directives { get; }

    /// <summary>All types in ordinal order of their names. Builds every type at first use: introspection and SDL need that.</summary>
    public ImmutableArray<NamedType> AllTypes => allTypes.Value;

    /// <summary>The names of all types in ordinal order; builds none of them.</summary>
    public ImmutableArray<string> TypeNames => typeNames.Value;

    /// <summary>A schema of types that exist already.</summary>
    /// <param name="query">The root type of queries.</param>
    /// <param name="mutation">The root type of mutations, or null.</param>
    /// <param name="subscription">The root type of subscriptions, or null.</param>
    /// <param name="types">All other types; those reached from the roots need not be named.</param>
    public static GraphQLSchema Of(
        ObjectType query,
        ObjectType? mutation = null,
        ObjectType? subscription = null,
        IEnumerable<NamedType>? types = null) =>
        new(TypeRegistry.Of(TypeCollector.Collect([query, mutation, subscription, .. types ?? []])), query, mutation, subscription);

    /// <summary>The type of a name, or null.</summary>
    public NamedType? FindType(string name) => registry.Find(name);

    /// <summary>The directive of a name (without the at sign), or null.</summary>
    public DirectiveDefinition? FindDirective(string name) => directives.GetValueOrDefault(name);

    /// <summary>The root type of an operation, or null when the schema has no such operations.</summary>
    public ObjectType? RootType(OperationKind operation) => operation switch
    {
        OperationKind.Query => Query,
        OperationKind.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>
    /// The field that a selection on a type names, or null: a declared field, or a meta field (<c>__typename</c> on every composite
    /// type; <c>__schema</c> and <c>__type</c> on the root type of queries).
    /// </summary>
    public FieldDefinition? FindField(NamedType parent, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            if (name == "__typename" && parent.IsComposite)
                return IntrospectionTypes.TypeNameField;
            if (IntrospectionEnabled && ReferenceEquals(parent, Query))
            {
                if (name == "__schema")
                    return IntrospectionTypes.SchemaField;
                if (name == "__type")
                    return IntrospectionTypes.TypeField;
            }
        }
        return (parent as FieldsType)?.Fields.Find(name);
    }

    /// <summary>The type that a reference in a document names, or null when a name is unknown.</summary>
    public GraphQLType? Resolve(TypeNode reference) => reference switch
    {
        NamedTypeNode named => FindType(named.Name.Value),
        ListTypeNode list => Resolve(list.Type)?.AsList(),
        NonNullTypeNode nonNull => Resolve(nonNull.Type)?.AsNonNull(),
        _ => null,
    };

    /// <summary>The object types that values of a composite type may have: itself for an object.</summary>
    public FrozenSet<ObjectType> PossibleTypes(NamedType type) => possibleTypes.GetOrAdd(type, FindPossibleTypes);

    /// <summary>Whether the object type is one that values of a composite type may have.</summary>
    public bool IsPossibleType(NamedType type, ObjectType candidate) =>
        ReferenceEquals(type, candidate) || (type.IsAbstract && PossibleTypes(type).Contains(candidate));

    /// <summary>Whether some object type belongs to both composite types.</summary>
    public bool Overlap(NamedType left, NamedType right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left is ObjectType leftObject)
            return IsPossibleType(right, leftObject);
        return right is ObjectType rightObject ? IsPossibleType(left, rightObject) : PossibleTypes(left).Overlaps(PossibleTypes(right));
    }

    /// <summary>Whether every value of one type is also of the other (section 5.8.5 and 3.6.1): the same, tighter, or a member.</summary>
    public bool IsSubType(GraphQLType type, GraphQLType super)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(super);
        while (true)
        {
            switch (type, super)
            {
                case (NonNullType a, NonNullType b):
                    (type, super) = (a.Inner, b.Inner);
                    break;
                case (NonNullType a, _):
                    type = a.Inner;
                    break;
                case (ListType a, ListType b):
                    (type, super) = (a.Item, b.Item);
                    break;
                default:
                    return ReferenceEquals(type, super) || (type is FieldsType a1 && super is NamedType { IsAbstract: true } b1
                        && (a1 is ObjectType o ? IsPossibleType(b1, o) : a1.Interfaces.Any(i => ReferenceEquals(i, b1))));
            }
        }
    }

    private FrozenSet<ObjectType> FindPossibleTypes(NamedType type) => type switch
    {
        ObjectType self => FrozenSet.Create(self),
        UnionType union => union.Types.ToFrozenSet(),
        InterfaceType { Implementations: { } names } => names().Select(registry.Get<ObjectType>).ToFrozenSet(),
        InterfaceType anInterface => AllTypes.OfType<ObjectType>()
            .Where(candidate => candidate.Interfaces.Contains(anInterface)).ToFrozenSet(),
        _ => FrozenSet<ObjectType>.Empty,
    };
}
