using System.Collections.Immutable;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Introspection;

/// <summary>
/// Writes the values of the meta fields <c>__schema</c> and <c>__type</c> (section 4) straight as JSON, for every executor and beside
/// any other field. Types stand in the order of their names and members in declaration order, so that equal schemas give equal text.
/// </summary>
public sealed class IntrospectionWriter
{
    private readonly Utf8JsonWriter writer;
    private readonly GraphQLSchema schema;
    private readonly SelectedFields selected;
    private readonly IReadOnlyDictionary<string, object?> variables;

    /// <summary>What each selection of the document selects: collected once, however many types and fields it is applied to.</summary>
    private readonly Dictionary<IReadOnlyList<FieldNode>, OrderedDictionary<string, List<FieldNode>>> collected =
        new(ReferenceEqualityComparer.Instance);

    private IntrospectionWriter(
        Utf8JsonWriter writer,
        GraphQLSchema schema,
        IReadOnlyDictionary<string, FragmentDefinitionNode> fragments,
        IReadOnlyDictionary<string, object?> variables)
    {
        this.writer = writer;
        this.schema = schema;
        this.variables = variables;
        selected = new SelectedFields(schema, fragments, variables);
    }

    /// <summary>Writes the value of one meta field: an object, or null for a type that does not exist.</summary>
    /// <param name="writer">Stands where the value belongs.</param>
    /// <param name="schema">The schema to describe; every type of it is built.</param>
    /// <param name="fragments">The fragments of the validated document by name.</param>
    /// <param name="variables">The coerced variables.</param>
    /// <param name="nodes">The selections of the field; more than one when they were merged.</param>
    public static void Write(
        Utf8JsonWriter writer,
        GraphQLSchema schema,
        IReadOnlyDictionary<string, FragmentDefinitionNode> fragments,
        IReadOnlyDictionary<string, object?> variables,
        IReadOnlyList<FieldNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        IntrospectionWriter introspection = new(writer, schema, fragments, variables);
        if (nodes[0].Name.Value == "__schema")
            introspection.WriteSchema(nodes);
        else if (introspection.Argument(IntrospectionTypes.TypeField, nodes, "name") is string name && schema.FindType(name) is { } type)
            introspection.WriteType(type, nodes);
        else
            writer.WriteNullValue();
    }

    private void WriteSchema(IReadOnlyList<FieldNode> nodes) => WriteObject(IntrospectionTypes.Schema, nodes, (name, inner) =>
    {
        switch (name)
        {
            case "description":
                writer.WriteStringValue(schema.Description);
                break;
            case "types":
                WriteTypes(schema.AllTypes, inner);
                break;
            case "queryType":
                WriteType(schema.Query, inner);
                break;
            case "mutationType":
                WriteType(schema.Mutation, inner);
                break;
            case "subscriptionType":
                WriteType(schema.Subscription, inner);
                break;
            case "directives":
                WriteList(schema.Directives, directive => WriteDirective(directive, inner));
                break;
        }
    });

    private void WriteType(GraphQLType? type, IReadOnlyList<FieldNode> nodes)
    {
        if (type is null)
        {
            writer.WriteNullValue();
            return;
        }
        WriteObject(IntrospectionTypes.Type, nodes, (name, inner) =>
        {
            switch (name)
            {
                case "kind":
                    writer.WriteStringValue(KindOf(type));
                    break;
                case "name":
                    writer.WriteStringValue((type as NamedType)?.Name);
                    break;
                case "description":
                    writer.WriteStringValue((type as NamedType)?.Description);
                    break;
                case "specifiedByURL":
                    writer.WriteStringValue((type as ScalarType)?.SpecifiedByUrl);
                    break;
                case "ofType":
                    WriteType((type as ListType)?.Item ?? (type as NonNullType)?.Inner, inner);
                    break;
                case "isOneOf" when type is InputObjectType input:
                    writer.WriteBooleanValue(input.IsOneOf);
                    break;
                default:
                    WriteMembers(type, name, inner);
                    break;
            }
        });
    }

    /// <summary>The lists of a type; null where its kind has no such list.</summary>
    private void WriteMembers(GraphQLType type, string name, IReadOnlyList<FieldNode> nodes)
    {
        switch (name)
        {
            case "fields" when type is FieldsType fields:
                WriteList(Listed(fields.Fields, nodes, "fields", field => field.DeprecationReason), field => WriteField(field, nodes));
                break;
            case "interfaces" when type is FieldsType fields:
                WriteTypes(fields.Interfaces, nodes);
                break;
            case "possibleTypes" when type is NamedType { IsAbstract: true } named:
                WriteTypes(schema.PossibleTypes(named).OrderBy(possible => possible.Name, StringComparer.Ordinal), nodes);
                break;
            case "enumValues" when type is EnumType values:
                WriteList(
                    Listed(values.Values, nodes, "enumValues", value => value.DeprecationReason), value => WriteEnumValue(value, nodes));
                break;
            case "inputFields" when type is InputObjectType input:
                WriteList(
                    Listed(input.Fields, nodes, "inputFields", field => field.DeprecationReason), field => WriteInputValue(field, nodes));
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteField(FieldDefinition field, IReadOnlyList<FieldNode> nodes) =>
        WriteObject(IntrospectionTypes.Field, nodes, (name, inner) =>
        {
            if (name == "args")
                WriteArguments(IntrospectionTypes.Field, field.Arguments, inner);
            else if (name == "type")
                WriteType(field.Type, inner);
            else
                WriteCommon(name, field, field.DeprecationReason);
        });

    private void WriteInputValue(InputValueDefinition value, IReadOnlyList<FieldNode> nodes) =>
        WriteObject(IntrospectionTypes.InputValue, nodes, (name, inner) =>
        {
            if (name == "type")
                WriteType(value.Type, inner);
            else if (name == "defaultValue")
                writer.WriteStringValue(value.DefaultValue is null ? null : Printer.Print(value.DefaultValue));
            else
                WriteCommon(name, value, value.DeprecationReason);
        });

    private void WriteEnumValue(EnumValueDefinition value, IReadOnlyList<FieldNode> nodes) =>
        WriteObject(IntrospectionTypes.EnumValue, nodes, (name, _) => WriteCommon(name, value, value.DeprecationReason));

    private void WriteDirective(DirectiveDefinition directive, IReadOnlyList<FieldNode> nodes) =>
        WriteObject(IntrospectionTypes.Directive, nodes, (name, inner) =>
        {
            if (name == "isRepeatable")
                writer.WriteBooleanValue(directive.IsRepeatable);
            else if (name == "locations")
                WriteList(directive.Locations, location => writer.WriteStringValue(DirectiveLocationNames.Name(location)));
            else if (name == "args")
                WriteArguments(IntrospectionTypes.Directive, directive.Arguments, inner);
            else
                WriteCommon(name, directive, null);
        });

    private void WriteArguments(ObjectType owner, ImmutableArray<InputValueDefinition> arguments, IReadOnlyList<FieldNode> nodes)
    {
        bool all = Argument(owner.Fields.Find("args")!, nodes, "includeDeprecated") is true;
        WriteList(arguments.Where(argument => all || argument.DeprecationReason is null), argument => WriteInputValue(argument, nodes));
    }

    /// <summary>What every described member has.</summary>
    private void WriteCommon(string name, ISchemaMember member, string? deprecationReason)
    {
        switch (name)
        {
            case "name":
                writer.WriteStringValue(member.Name);
                break;
            case "description":
                writer.WriteStringValue(member.Description);
                break;
            case "isDeprecated":
                writer.WriteBooleanValue(deprecationReason is not null);
                break;
            case "deprecationReason":
                writer.WriteStringValue(deprecationReason);
                break;
        }
    }

    /// <summary>The members to list: without deprecated ones, unless the argument asks for them.</summary>
    private IEnumerable<T> Listed<T>(Members<T> members, IReadOnlyList<FieldNode> nodes, string field, Func<T, string?> deprecation)
        where T : class, ISchemaMember
    {
        bool all = Argument(IntrospectionTypes.Type.Fields.Find(field)!, nodes, "includeDeprecated") is true;
        return all ? members : members.Where(member => deprecation(member) is null);
    }

    private void WriteTypes(IEnumerable<NamedType> types, IReadOnlyList<FieldNode> nodes) => WriteList(types, type => WriteType(type, nodes));

    private void WriteList<T>(IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
            write(item);
        writer.WriteEndArray();
    }

    private void WriteObject(ObjectType type, IReadOnlyList<FieldNode> nodes, Action<string, IReadOnlyList<FieldNode>> writeField)
    {
        if (!collected.TryGetValue(nodes, out OrderedDictionary<string, List<FieldNode>>? selection))
            collected.Add(nodes, selection = selected.Collect(type, SelectedFields.SelectionsOf(nodes), out _));
        writer.WriteStartObject();
        foreach ((string key, List<FieldNode> fields) in selection)
        {
            writer.WritePropertyName(key);
            if (fields[0].Name.Value == "__typename")
                writer.WriteStringValue(type.Name);
            else
                writeField(fields[0].Name.Value, fields);
        }
        writer.WriteEndObject();
    }

    private object? Argument(FieldDefinition field, IReadOnlyList<FieldNode> nodes, string name) => ArgumentCoercion
        .Coerce(field.Arguments, nodes[0].Arguments, variables, field.Name, nodes[0], out _)
        .GetValueOrDefault(name);

    private static string KindOf(GraphQLType type) => type switch
    {
        ListType => "LIST",
        NonNullType => "NON_NULL",
        _ => ((NamedType)type).Kind switch
        {
            TypeKind.Scalar => "SCALAR",
            TypeKind.Object => "OBJECT",
            TypeKind.Interface => "INTERFACE",
            TypeKind.Union => "UNION",
            TypeKind.Enum => "ENUM",
            _ => "INPUT_OBJECT",
        },
    };
}
