using System.Collections.Immutable;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>The types of introspection (section 4.2) and the three meta fields: the same in every schema.</summary>
public static class IntrospectionTypes
{
    private static readonly GraphQLType Text = BuiltInScalars.String;
    private static readonly GraphQLType RequiredText = Text.AsNonNull();
    private static readonly GraphQLType RequiredBoolean = BuiltInScalars.Boolean.AsNonNull();

    private static readonly ImmutableArray<InputValueDefinition> IncludeDeprecated =
    [
        new("includeDeprecated", RequiredBoolean, new BooleanValueNode(SourceSpan.None, false))
        {
            Description = "Whether deprecated ones are listed too.",
        },
    ];

    /// <summary><c>__TypeKind</c>.</summary>
    public static EnumType TypeKind { get; } = new("__TypeKind", Members.Of(
        Value("SCALAR", "A scalar."),
        Value("OBJECT", "An object: see `fields` and `interfaces`."),
        Value("INTERFACE", "An interface: see `fields`, `interfaces` and `possibleTypes`."),
        Value("UNION", "A union: see `possibleTypes`."),
        Value("ENUM", "An enum: see `enumValues`."),
        Value("INPUT_OBJECT", "An input object: see `inputFields`."),
        Value("LIST", "A list: see `ofType`."),
        Value("NON_NULL", "A type without null: see `ofType`.")))
    {
        Description = "The kinds of types.",
    };

    /// <summary><c>__DirectiveLocation</c>.</summary>
    public static EnumType DirectiveLocations { get; } = new("__DirectiveLocation", Members.Of(
        Enum.GetValues<DirectiveLocation>().Select(location => Value(DirectiveLocationNames.Name(location), null))))
    {
        Description = "The places where a directive may stand.",
    };

    /// <summary><c>__EnumValue</c>.</summary>
    public static ObjectType EnumValue { get; } = new("__EnumValue", Members.Deferred(() => new FieldDefinition[]
    {
        new("name", RequiredText),
        new("description", Text),
        new("isDeprecated", RequiredBoolean),
        new("deprecationReason", Text),
    }))
    {
        Description = "One value of an enum.",
    };

    /// <summary><c>__InputValue</c>.</summary>
    public static ObjectType InputValue { get; } = new("__InputValue", Members.Deferred(() => new FieldDefinition[]
    {
        new("name", RequiredText),
        new("description", Text),
        new("type", Type!.AsNonNull()),
        new("defaultValue", Text) { Description = "The value used when none is given, as written in the language." },
        new("isDeprecated", RequiredBoolean),
        new("deprecationReason", Text),
    }))
    {
        Description = "An argument of a field or directive, or a field of an input object.",
    };

    /// <summary><c>__Field</c>.</summary>
    public static ObjectType Field { get; } = new("__Field", Members.Deferred(() => new FieldDefinition[]
    {
        new("name", RequiredText),
        new("description", Text),
        new("args", ListOf(InputValue), IncludeDeprecated),
        new("type", Type!.AsNonNull()),
        new("isDeprecated", RequiredBoolean),
        new("deprecationReason", Text),
    }))
    {
        Description = "A field of an object or interface.",
    };

    /// <summary><c>__Type</c>.</summary>
    public static ObjectType Type { get; } = new("__Type", Members.Deferred(() => new FieldDefinition[]
    {
        new("kind", TypeKind.AsNonNull()),
        new("name", Text),
        new("description", Text),
        new("specifiedByURL", Text),
        new("fields", Field.AsNonNull().AsList(), IncludeDeprecated),
        new("interfaces", Type!.AsNonNull().AsList()),
        new("possibleTypes", Type!.AsNonNull().AsList()),
        new("enumValues", EnumValue.AsNonNull().AsList(), IncludeDeprecated),
        new("inputFields", InputValue.AsNonNull().AsList(), IncludeDeprecated),
        new("ofType", Type!),
        new("isOneOf", BuiltInScalars.Boolean),
    }))
    {
        Description = "A type of the schema, or a list or non-null around one. Which fields have values depends on `kind`.",
    };

    /// <summary><c>__Directive</c>.</summary>
    public static ObjectType Directive { get; } = new("__Directive", Members.Deferred(() => new FieldDefinition[]
    {
        new("name", RequiredText),
        new("description", Text),
        new("isRepeatable", RequiredBoolean),
        new("locations", ListOf(DirectiveLocations)),
        new("args", ListOf(InputValue), IncludeDeprecated),
    }))
    {
        Description = "A directive that documents may use.",
    };

    /// <summary><c>__Schema</c>.</summary>
    public static ObjectType Schema { get; } = new("__Schema", Members.Deferred(() => new FieldDefinition[]
    {
        new("description", Text),
        new("types", ListOf(Type)) { Description = "All types, in the order of their names." },
        new("queryType", Type.AsNonNull()),
        new("mutationType", Type),
        new("subscriptionType", Type),
        new("directives", ListOf(Directive)),
    }))
    {
        Description = "What this server offers: its types, its directives and where each operation begins.",
    };

    /// <summary>All eight.</summary>
    public static ImmutableArray<NamedType> All { get; } =
        [Schema, Type, TypeKind, Field, InputValue, EnumValue, Directive, DirectiveLocations];

    /// <summary><c>__typename</c>, on every composite type.</summary>
    public static FieldDefinition TypeNameField { get; } =
        new("__typename", RequiredText) { Description = "The name of the object's type." };

    /// <summary><c>__schema</c>, on the root type of queries.</summary>
    public static FieldDefinition SchemaField { get; } =
        new("__schema", Schema.AsNonNull()) { Description = "The schema of this server." };

    /// <summary><c>__type(name:)</c>, on the root type of queries.</summary>
    public static FieldDefinition TypeField { get; } =
        new("__type", Type, [new InputValueDefinition("name", RequiredText)]) { Description = "One type by its name." };

    private static GraphQLType ListOf(NamedType type) => type.AsNonNull().AsList().AsNonNull();

    private static EnumValueDefinition Value(string name, string? description) => new(name) { Description = description };
}
