using System.Collections.Immutable;
using System.Text;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Language;

/// <summary>
/// Syntax tree to source text, in the usual format: two spaces of indentation, arguments and values wrapped past 80 characters.
/// Parsing the text gives an equal tree.
/// </summary>
public static class Printer
{
    private const int LineLength = 80;

    /// <summary>Prints any node; a document's definitions are separated by blank lines.</summary>
    /// <exception cref="InsufficientExecutionStackException">A tree made in code is nested too deep; parsed ones never are.</exception>
    public static string Print(SyntaxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return node switch
        {
            DocumentNode n => string.Join("\n\n", n.Definitions.Select((definition, index) => Definition(n, definition, index))),
            NameNode n => n.Value,
            OperationDefinitionNode n => Operation(n),
            FragmentDefinitionNode n => Description(n.Description)
                + $"fragment {n.Name.Value} on {n.TypeCondition.Name.Value} "
                + (n.Directives.IsEmpty ? "" : Join(n.Directives, " ") + " ") + Print(n.SelectionSet),
            VariableDefinitionNode n => Description(n.Description) + $"${n.Variable.Name.Value}: {Print(n.Type)}"
                + Default(n.DefaultValue) + Directives(n.Directives),
            SelectionSetNode n => Block(n.Selections),
            FieldNode n => Field(n),
            FragmentSpreadNode n => $"...{n.Name.Value}{Directives(n.Directives)}",
            InlineFragmentNode n => (n.TypeCondition is null ? "..." : $"... on {n.TypeCondition.Name.Value}")
                + Directives(n.Directives) + " " + Print(n.SelectionSet),
            ArgumentNode n => $"{n.Name.Value}: {Print(n.Value)}",
            DirectiveNode n => n.Arguments.IsEmpty ? $"@{n.Name.Value}" : $"@{n.Name.Value}({Join(n.Arguments, ", ")})",
            ObjectFieldNode n => $"{n.Name.Value}: {Print(n.Value)}",
            ValueNode n => Value(n),
            TypeNode n => Type(n),
            _ => TypeSystemPrinter.Print(node),
        };
    }

    /// <summary>Prints nodes one after another with a separator.</summary>
    internal static string Join<T>(ImmutableArray<T> nodes, string separator)
        where T : SyntaxNode => string.Join(separator, nodes.Select(Print));

    /// <summary>
    /// Prints each node once. What is laid out by its length is joined twice from these: printing twice would double the work at
    /// every level of nesting.
    /// </summary>
    internal static string[] PrintEach<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode => [.. nodes.Select(Print)];

    internal static string Lines(string[] items) => Indent(string.Join('\n', items));

    /// <summary>Prints nodes one to a line in braces; nothing for no nodes.</summary>
    internal static string Block<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode => nodes.IsEmpty ? "" : "{\n" + Indent(Join(nodes, "\n")) + "\n}";

    internal static string Indent(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    internal static string Description(StringValueNode? description) =>
        description is null ? "" : Print(description) + "\n";

    internal static string Default(ValueNode? value) => value is null ? "" : " = " + Print(value);

    internal static string Directives(ImmutableArray<DirectiveNode> directives) =>
        directives.IsEmpty ? "" : " " + Join(directives, " ");

    /// <summary>
    /// A definition of a document. A query that could be written without its keyword keeps it after a type-system definition, which
    /// might end without a body and would take the braces for its own.
    /// </summary>
    private static string Definition(DocumentNode document, DefinitionNode definition, int index)
    {
        string text = Print(definition);
        bool bare = index > 0 && text.StartsWith('{') && document.Definitions[index - 1] is not ExecutableDefinitionNode;
        return bare ? "query " + text : text;
    }

    private static string Operation(OperationDefinitionNode node)
    {
        string keyword = Keyword(node.Operation);
        string prefix = Description(node.Description) + keyword;
        string[] variables = PrintEach(node.VariableDefinitions);
        string declared = variables switch
        {
            [] => "",
            _ when variables.Any(text => text.Contains('\n', StringComparison.Ordinal)) =>
                $"(\n{string.Join('\n', variables)}\n)",
            _ => $"({string.Join(", ", variables)})",
        };
        string named = node.Name?.Value + declared;
        if (named.Length > 0)
            prefix += " " + named;
        prefix += Directives(node.Directives);
        return prefix == "query" ? Print(node.SelectionSet) : $"{prefix} {Print(node.SelectionSet)}";
    }

    /// <summary>The keyword of an operation: <c>query</c>, <c>mutation</c> or <c>subscription</c>.</summary>
    internal static string Keyword(OperationKind operation) => operation switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        _ => "subscription",
    };

    private static string Field(FieldNode node)
    {
        string prefix = node.Alias is null ? node.Name.Value : $"{node.Alias.Value}: {node.Name.Value}";
        if (!node.Arguments.IsEmpty)
        {
            string[] arguments = PrintEach(node.Arguments);
            string line = string.Join(", ", arguments);
            prefix += prefix.Length + line.Length + 2 > LineLength ? $"(\n{Lines(arguments)}\n)" : $"({line})";
        }
        prefix += Directives(node.Directives);
        return node.SelectionSet is null ? prefix : $"{prefix} {Print(node.SelectionSet)}";
    }

    private static string Value(ValueNode value) => value switch
    {
        VariableNode n => "$" + n.Name.Value,
        IntValueNode n => n.Value,
        FloatValueNode n => n.Value,
        StringValueNode { Block: true } n => BlockString.Print(n.Value),
        StringValueNode n => Quote(n.Value),
        BooleanValueNode n => n.Value ? "true" : "false",
        NullValueNode => "null",
        EnumValueNode n => n.Value,
        ListValueNode n => List(n),
        ObjectValueNode n => Object(n),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string List(ListValueNode node)
    {
        string[] items = PrintEach(node.Values);
        string line = string.Join(", ", items);
        return line.Length + 2 > LineLength ? $"[\n{Lines(items)}\n]" : $"[{line}]";
    }

    private static string Object(ObjectValueNode node)
    {
        string[] fields = PrintEach(node.Fields);
        string line = string.Join(", ", fields);
        return line.Length + 4 > LineLength ? $"{{\n{Lines(fields)}\n}}" : $"{{ {line} }}";
    }

    private static string Type(TypeNode type) => type switch
    {
        NamedTypeNode n => n.Name.Value,
        ListTypeNode n => $"[{Print(n.Type)}]",
        NonNullTypeNode n => Print(n.Type) + "!",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Quote(string value)
    {
        StringBuilder text = new(value.Length + 2);
        StringEscape.Print(text, value);
        return text.ToString();
    }
}
