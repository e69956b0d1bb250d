using System.Collections.Immutable;
using System.Text;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>
/// A schema as a document of the definition language (<c>schema.graphql</c>). Types stand in the order of their names, members in
/// declaration order, so that equal schemas print the same text. Built-in scalars, directives and introspection are left out.
/// </summary>
public static class SchemaPrinter
{
    /// <summary>Prints the whole schema; builds every type of it.</summary>
    public static string Print(GraphQLSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        IEnumerable<string> parts = schema.Directives.Except(BuiltInDirectives.All).Select(Directive)
            .Concat(schema.AllTypes.Where(IsDefined).Select(Print));
        string? head = SchemaDefinition(schema);
        return string.Join("\n\n", head is null ? parts : parts.Prepend(head)) + "\n";
    }

    /// <summary>Prints one type.</summary>
    public static string Print(NamedType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Description(type, "", first: true) + type.Match(
            scalar => $"scalar {scalar.Name}" + SpecifiedBy(scalar),
            @object => $"type {@object.Name}{Implements(@object)}{Fields(@object)}",
            @interface => $"interface {@interface.Name}{Implements(@interface)}{Fields(@interface)}",
            union => $"union {union.Name}" + (union.Types.IsEmpty ? "" : " = " + string.Join(" | ", union.Types)),
            @enum => $"enum {@enum.Name}"
                + Block(@enum.Values, value => value.Name + Deprecated(value.DeprecationReason)),
            input => $"input {input.Name}{(input.IsOneOf ? " @oneOf" : "")}" + Block(input.Fields, InputValue));
    }

    private static bool IsDefined(NamedType type) =>
        !type.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltInScalars.All.Contains(type);

    /// <summary>The schema definition, where the names of the root types do not say all.</summary>
    private static string? SchemaDefinition(GraphQLSchema schema)
    {
        bool usual = schema.Query.Name == "Query"
            && (schema.Mutation?.Name ?? "Mutation") == "Mutation"
            && (schema.Subscription?.Name ?? "Subscription") == "Subscription"
            && (schema.Mutation is not null || schema.FindType("Mutation") is null)
            && (schema.Subscription is not null || schema.FindType("Subscription") is null);
        if (usual && schema.Description is null)
            return null;
        StringBuilder text = new(Description(schema.Description, "", first: true));
        text.Append("schema {\n  query: ").Append(schema.Query.Name).Append('\n');
        if (schema.Mutation is not null)
            text.Append("  mutation: ").Append(schema.Mutation.Name).Append('\n');
        if (schema.Subscription is not null)
            text.Append("  subscription: ").Append(schema.Subscription.Name).Append('\n');
        return text.Append('}').ToString();
    }

    private static string Directive(DirectiveDefinition directive) => Description(directive, "", first: true)
        + $"directive @{directive.Name}{Arguments(directive.Arguments, "")}{(directive.IsRepeatable ? " repeatable" : "")} on "
        + string.Join(" | ", directive.Locations.Select(DirectiveLocationNames.Name));

    private static string Implements(FieldsType type) =>
        type.Interfaces.IsEmpty ? "" : " implements " + string.Join(" & ", type.Interfaces);

    private static string Fields(FieldsType type) => Block(
        type.Fields,
        field => $"{field.Name}{Arguments(field.Arguments, "  ")}: {field.Type}{Deprecated(field.DeprecationReason)}");

    private static string Block<T>(Members<T> members, Func<T, string> line)
        where T : class, ISchemaMember
    {
        if (members.Count == 0)
            return "";
        StringBuilder text = new(" {\n");
        for (int i = 0; i < members.Count; i++)
            text.Append(Description(members[i], "  ", i == 0)).Append("  ").Append(line(members[i])).Append('\n');
        return text.Append('}').ToString();
    }

    private static string Arguments(ImmutableArray<InputValueDefinition> arguments, string indentation)
    {
        if (arguments.IsEmpty)
            return "";
        if (arguments.All(argument => argument.Description is null))
            return $"({string.Join(", ", arguments.Select(InputValue))})";
        StringBuilder text = new("(\n");
        for (int i = 0; i < arguments.Length; i++)
        {
            text.Append(Description(arguments[i], "  " + indentation, i == 0))
                .Append("  ").Append(indentation).Append(InputValue(arguments[i])).Append('\n');
        }
        return text.Append(indentation).Append(')').ToString();
    }

    private static string InputValue(InputValueDefinition value) => $"{value.Name}: {value.Type}"
        + (value.DefaultValue is null ? "" : $" = {Printer.Print(value.DefaultValue)}") + Deprecated(value.DeprecationReason);

    private static string Deprecated(string? reason) => reason switch
    {
        null => "",
        BuiltInDirectives.DefaultDeprecationReason => " @deprecated",
        _ => $" @deprecated(reason: {Quote(reason)})",
    };

    private static string SpecifiedBy(ScalarType scalar) =>
        scalar.SpecifiedByUrl is null ? "" : $" @specifiedBy(url: {Quote(scalar.SpecifiedByUrl)})";

    private static string Description(ISchemaMember member, string indentation, bool first) =>
        Description(member.Description, indentation, first);

    private static string Description(string? description, string indentation, bool first)
    {
        if (description is null)
            return "";
        string text = Printer.Print(new StringValueNode(SourceSpan.None, description, BlockString.CanHold(description)));
        string prefix = indentation.Length > 0 && !first ? "\n" + indentation : indentation;
        return prefix + text.Replace("\n", "\n" + indentation, StringComparison.Ordinal) + "\n";
    }

    private static string Quote(string text) => Printer.Print(new StringValueNode(SourceSpan.None, text, block: false));
}
