using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Language;

/// <summary>The half of <see cref="Printer"/> for type-system definitions and extensions.</summary>
internal static class TypeSystemPrinter
{
    public static string Print(SyntaxNode node) => node switch
    {
        SchemaDefinitionNode n => Head(n.Description, "schema", n.Directives) + Body(n.OperationTypes),
        OperationTypeDefinitionNode n => $"{Printer.Keyword(n.Operation)}: {n.Type.Name.Value}",
        ScalarTypeDefinitionNode n => Head(n.Description, $"scalar {n.Name.Value}", n.Directives),
        ObjectTypeDefinitionNode n => Head(n.Description, $"type {n.Name.Value}{Implements(n.Interfaces)}", n.Directives)
            + Body(n.Fields),
        InterfaceTypeDefinitionNode n =>
            Head(n.Description, $"interface {n.Name.Value}{Implements(n.Interfaces)}", n.Directives) + Body(n.Fields),
        UnionTypeDefinitionNode n => Head(n.Description, $"union {n.Name.Value}", n.Directives) + Members(n.Types),
        EnumTypeDefinitionNode n => Head(n.Description, $"enum {n.Name.Value}", n.Directives) + Body(n.Values),
        InputObjectTypeDefinitionNode n => Head(n.Description, $"input {n.Name.Value}", n.Directives) + Body(n.Fields),
        FieldDefinitionNode n => Printer.Description(n.Description)
            + $"{n.Name.Value}{Arguments(n.Arguments)}: {Printer.Print(n.Type)}{Printer.Directives(n.Directives)}",
        InputValueDefinitionNode n => Printer.Description(n.Description) + $"{n.Name.Value}: {Printer.Print(n.Type)}"
            + Printer.Default(n.DefaultValue) + Printer.Directives(n.Directives),
        EnumValueDefinitionNode n => Head(n.Description, n.Name.Value, n.Directives),
        DirectiveDefinitionNode n => Printer.Description(n.Description)
            + $"directive @{n.Name.Value}{Arguments(n.Arguments)}{(n.Repeatable ? " repeatable" : "")} on "
            + Printer.Join(n.Locations, " | "),
        SchemaExtensionNode n => Head(null, "extend schema", n.Directives) + Body(n.OperationTypes),
        ScalarTypeExtensionNode n => Head(null, $"extend scalar {n.Name.Value}", n.Directives),
        ObjectTypeExtensionNode n =>
            Head(null, $"extend type {n.Name.Value}{Implements(n.Interfaces)}", n.Directives) + Body(n.Fields),
        InterfaceTypeExtensionNode n =>
            Head(null, $"extend interface {n.Name.Value}{Implements(n.Interfaces)}", n.Directives) + Body(n.Fields),
        UnionTypeExtensionNode n => Head(null, $"extend union {n.Name.Value}", n.Directives) + Members(n.Types),
        EnumTypeExtensionNode n => Head(null, $"extend enum {n.Name.Value}", n.Directives) + Body(n.Values),
        InputObjectTypeExtensionNode n => Head(null, $"extend input {n.Name.Value}", n.Directives) + Body(n.Fields),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind, null),
    };

    private static string Head(StringValueNode? description, string text, ImmutableArray<DirectiveNode> directives) =>
        Printer.Description(description) + text + Printer.Directives(directives);

    private static string Body<T>(ImmutableArray<T> items)
        where T : SyntaxNode => items.IsEmpty ? "" : " " + Printer.Block(items);

    private static string Implements(ImmutableArray<NamedTypeNode> interfaces) =>
        interfaces.IsEmpty ? "" : " implements " + Printer.Join(interfaces, " & ");

    private static string Members(ImmutableArray<NamedTypeNode> types) =>
        types.IsEmpty ? "" : " = " + Printer.Join(types, " | ");

    private static string Arguments(ImmutableArray<InputValueDefinitionNode> arguments)
    {
        if (arguments.IsEmpty)
            return "";
        string[] items = Printer.PrintEach(arguments);
        string line = string.Join(", ", items);
        return line.Contains('\n', StringComparison.Ordinal) ? $"(\n{Printer.Lines(items)}\n)" : $"({line})";
    }
}
