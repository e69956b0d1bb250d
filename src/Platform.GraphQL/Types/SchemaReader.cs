using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>
/// A schema from a document of the definition language: for schemas written by hand, and to read a printed one back. The document
/// is the platform's own, so mistakes in it are exceptions.
/// </summary>
public sealed class SchemaReader
{
    private readonly Dictionary<string, TypeDefinitionNode> definitions;
    private readonly Dictionary<string, ScalarType> scalars;
    private readonly Func<string, string, object?> extensionOf;
    private readonly TypeRegistry registry;

    private SchemaReader(
        DocumentNode document,
        IEnumerable<ScalarType> scalars,
        Func<string, string, object?> extensionOf)
    {
        definitions = document.Definitions.OfType<TypeDefinitionNode>().ToDictionary(definition => definition.Name.Value);
        this.scalars = scalars.ToDictionary(scalar => scalar.Name);
        this.extensionOf = extensionOf;
        registry = new TypeRegistry(() => definitions.Keys, (_, name) => Build(name));
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="source">Definitions; extensions are not supported.</param>
    /// <param name="scalars">The coercion of custom scalars; one that is not given accepts any input as JSON.</param>
    /// <param name="extensionOf">
    /// What to attach to a field, input field or enum value, by the name of its type and its own (for example a resolver).
    /// </param>
    /// <exception cref="ArgumentException">The source does not parse, or a type it names is missing or of the wrong kind.</exception>
    public static GraphQLSchema Read(
        string source,
        IEnumerable<ScalarType>? scalars = null,
        Func<string, string, object?>? extensionOf = null)
    {
        ParseResult<DocumentNode> parsed = Parser.Parse(source, ParserLimits.Schema);
        if (!parsed.Success)
            throw new ArgumentException($"{parsed.Error.Message} {parsed.Error.Locations.FirstOrDefault()}", nameof(source));
        if (parsed.Value.Definitions.FirstOrDefault(definition => definition is not TypeSystemDefinitionNode) is { } other)
            throw new ArgumentException($"A schema has no place for {other.Kind} (line {other.Span.Line}).", nameof(source));
        return new SchemaReader(parsed.Value, scalars ?? [], extensionOf ?? ((_, _) => null)).Read(parsed.Value);
    }

    private GraphQLSchema Read(DocumentNode document)
    {
        SchemaDefinitionNode? definition = document.Definitions.OfType<SchemaDefinitionNode>().SingleOrDefault();
        ObjectType? Root(OperationKind operation, string usual)
        {
            string? name = definition is null
                ? definitions.ContainsKey(usual) ? usual : null
                : definition.OperationTypes.SingleOrDefault(type => type.Operation == operation)?.Type.Name.Value;
            return name is null ? null : Type<ObjectType>(name);
        }

        ObjectType query = Root(OperationKind.Query, "Query")
            ?? throw new ArgumentException("The schema has no root type for queries.");
        GraphQLSchema schema = new(
            registry,
            query,
            Root(OperationKind.Mutation, "Mutation"),
            Root(OperationKind.Subscription, "Subscription"),
            document.Definitions.OfType<DirectiveDefinitionNode>().Select(Directive))
        {
            Description = definition?.Description?.Value,
        };
        foreach (NamedType type in schema.AllTypes)
            Touch(type);
        return schema;
    }

    /// <summary>Builds what is deferred, so that a mistake shows now and not in a request.</summary>
    private static void Touch(NamedType type) => _ = type.Match(
        _ => 0,
        @object => @object.Fields.Count + @object.Interfaces.Length,
        @interface => @interface.Fields.Count + @interface.Interfaces.Length,
        union => union.Types.Length,
        @enum => @enum.Values.Count,
        input => input.Fields.Count);

    private NamedType? Build(string name) => !definitions.TryGetValue(name, out TypeDefinitionNode? node) ? null : node switch
    {
        ScalarTypeDefinitionNode n => scalars.GetValueOrDefault(name) ?? AnyJson(n),
        ObjectTypeDefinitionNode n => new ObjectType(name, Fields(name, n.Fields), Interfaces(n.Interfaces))
        {
            Description = n.Description?.Value,
            Extension = extensionOf(name, ""),
        },
        InterfaceTypeDefinitionNode n => new InterfaceType(
            name, Fields(name, n.Fields), Interfaces(n.Interfaces), () => ImplementationsOf(name))
        {
            Description = n.Description?.Value,
            Extension = extensionOf(name, ""),
        },
        UnionTypeDefinitionNode n => new UnionType(name, () => n.Types.Select(type => Type<ObjectType>(type.Name.Value)))
        {
            Description = n.Description?.Value,
            Extension = extensionOf(name, ""),
        },
        EnumTypeDefinitionNode n => new EnumType(name, Members.Deferred(() => n.Values.Select(value => EnumValue(name, value))))
        {
            Description = n.Description?.Value,
        },
        InputObjectTypeDefinitionNode n => new InputObjectType(
            name, Members.Deferred(() => n.Fields.Select(field => InputValue(name, field))))
        {
            Description = n.Description?.Value,
            IsOneOf = n.Directives.Any(directive => directive.Name.Value == "oneOf"),
            Extension = extensionOf(name, ""),
        },
        _ => throw new ArgumentException($"\"{name}\" is no type."),
    };

    private static ScalarType AnyJson(ScalarTypeDefinitionNode node) => new(node.Name.Value, AnyInput)
    {
        Description = node.Description?.Value,
        SpecifiedByUrl = Argument(node.Directives, "specifiedBy", "url"),
    };

    private static ScalarResult AnyInput(ScalarInput input) => ScalarResult.Of(input.Kind switch
    {
        ScalarInputKind.Structure => input.Structure!,
        ScalarInputKind.Boolean => JsonValue.Create(input.Text == "true"),
        ScalarInputKind.Int or ScalarInputKind.Float => JsonNode.Parse(input.Text)!,
        _ => JsonValue.Create(input.Text),
    });

    private IEnumerable<string> ImplementationsOf(string @interface) => definitions.Values.OfType<ObjectTypeDefinitionNode>()
        .Where(type => type.Interfaces.Any(implemented => implemented.Name.Value == @interface))
        .Select(type => type.Name.Value);

    private Func<IEnumerable<InterfaceType>>? Interfaces(ImmutableArray<NamedTypeNode> names) =>
        names.IsEmpty ? null : () => names.Select(name => Type<InterfaceType>(name.Name.Value));

    private Members<FieldDefinition> Fields(string owner, ImmutableArray<FieldDefinitionNode> nodes) =>
        Members.Deferred(() => nodes.Select(node => new FieldDefinition(
            node.Name.Value, Type(node.Type), [.. node.Arguments.Select(argument => InputValue("", argument))])
        {
            Description = node.Description?.Value,
            DeprecationReason = Deprecation(node.Directives),
            Extension = extensionOf(owner, node.Name.Value),
        }));

    private InputValueDefinition InputValue(string owner, InputValueDefinitionNode node) =>
        new(node.Name.Value, Type(node.Type), node.DefaultValue)
        {
            Description = node.Description?.Value,
            DeprecationReason = Deprecation(node.Directives),
            Extension = owner.Length == 0 ? null : extensionOf(owner, node.Name.Value),
        };

    private EnumValueDefinition EnumValue(string owner, EnumValueDefinitionNode node) => new(node.Name.Value)
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        Extension = extensionOf(owner, node.Name.Value),
    };

    private DirectiveDefinition Directive(DirectiveDefinitionNode node) => new(
        node.Name.Value,
        [.. node.Locations.Select(location => DirectiveLocationNames.Find(location.Value)!.Value)],
        [.. node.Arguments.Select(argument => InputValue("", argument))])
    {
        Description = node.Description?.Value,
        IsRepeatable = node.Repeatable,
    };

    private GraphQLType Type(TypeNode node) => node switch
    {
        ListTypeNode list => Type(list.Type).AsList(),
        NonNullTypeNode nonNull => Type(nonNull.Type).AsNonNull(),
        _ => Type<NamedType>(((NamedTypeNode)node).Name.Value),
    };

    private T Type<T>(string name)
        where T : NamedType => registry.Find(name) as T
        ?? throw new ArgumentException($"The schema has no {typeof(T).Name} named \"{name}\".");

    private static string? Deprecation(ImmutableArray<DirectiveNode> directives) =>
        directives.All(directive => directive.Name.Value != "deprecated")
            ? null
            : Argument(directives, "deprecated", "reason") ?? BuiltInDirectives.DefaultDeprecationReason;

    private static string? Argument(ImmutableArray<DirectiveNode> directives, string directive, string argument) => directives
        .FirstOrDefault(applied => applied.Name.Value == directive)?.Arguments
        .FirstOrDefault(given => given.Name.Value == argument)?.Value is StringValueNode text
            ? text.Value
            : null;
}
