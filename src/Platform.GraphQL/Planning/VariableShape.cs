using System.Globalization;
using System.Text;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Planning;

/// <summary>
/// What of an operation's variables its plan depends on: which are present, null, true or false, which enum values and input fields are given, how many
/// words a search has, which keys of a cursor are blank, which view is named. Requests of equal shape share a plan; everything else is a parameter.
/// </summary>
public sealed class VariableShape
{
    private readonly string[] _names;
    private readonly Dictionary<string, string> _structural = new(StringComparer.Ordinal);

    private VariableShape(OperationDefinitionNode operation) =>
        _names = [.. operation.VariableDefinitions.Select(v => v.Variable.Name.Value)];

    /// <summary>
    /// Prepares the shapes of an operation. For a mutation the values of root arguments do not count: they are read for each request.
    /// </summary>
    public static VariableShape Of(DocumentNode document, OperationDefinitionNode operation)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(operation);
        VariableShape shape = new(operation);
        foreach (FragmentDefinitionNode fragment in document.Definitions.OfType<FragmentDefinitionNode>()) shape.Visit(fragment.SelectionSet, skipArguments: false);
        shape.Visit(operation.SelectionSet, skipArguments: operation.Operation == OperationKind.Mutation);
        return shape;
    }

    /// <summary>The shape of coerced variables.</summary>
    public string Describe(IReadOnlyDictionary<string, object?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (_structural.Count == 0) return "";
        StringBuilder text = new();
        foreach (string name in _names)
        {
            if (!_structural.TryGetValue(name, out string? use)) continue;
            if (variables.TryGetValue(name, out object? value)) Write(text, use, value);
            else text.Append('-');
            text.Append(';');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string use, object? value)
    {
        switch (PlanInput.Plain(value))
        {
            case null: text.Append('0'); break;
            case bool flag: text.Append(flag ? 't' : 'f'); break;
            case string when value is EnumValueDefinition member: text.Append(member.Name); break;
            case string word: Word(text, use, word); break;
            case IReadOnlyDictionary<string, object?> members:
                text.Append('{');
                foreach ((string name, object? member) in members)
                {
                    text.Append(name).Append(':');
                    Write(text, name, member);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case IReadOnlyList<object?> items when items.Any(i => i is EnumValueDefinition or IReadOnlyDictionary<string, object?>):
                text.Append('[');
                foreach (object? item in items) Write(text, use, item);
                text.Append(']');
                break;
            case IReadOnlyList<object?>: text.Append('l'); break;
            default: text.Append('v'); break;
        }
    }

    private static void Word(StringBuilder text, string use, string value)
    {
        switch (use)
        {
            case "search": text.Append('s').Append(SearchWords.Of(value).Length.ToString(CultureInfo.InvariantCulture)); break;
            case "after" or "before": text.Append('c').Append(CursorText.BlankMask(value)); break;
            case "view" or "name": text.Append('"').Append(value.Length <= 200 ? value : value[..200]).Append('"'); break;
            default: text.Append('v'); break;
        }
    }

    private void Visit(SelectionSetNode? set, bool skipArguments)
    {
        if (set is null) return;
        foreach (SelectionNode selection in set.Selections)
        {
            foreach (DirectiveNode directive in selection.Directives) Visit(directive.Arguments);
            switch (selection)
            {
                case FieldNode field:
                    if (!skipArguments) Visit(field.Arguments);
                    Visit(field.SelectionSet, skipArguments: false);
                    break;
                case InlineFragmentNode fragment:
                    Visit(fragment.SelectionSet, skipArguments);
                    break;
            }
        }
    }

    private void Visit(IEnumerable<ArgumentNode> arguments)
    {
        foreach (ArgumentNode argument in arguments) Visit(argument.Name.Value, argument.Value);
    }

    private void Visit(string name, ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                // A text that counts in one place counts in all: the use that says more wins.
                bool counts = name is "search" or "after" or "before" or "view" or "name";
                if (counts || !_structural.ContainsKey(variable.Name.Value)) _structural[variable.Name.Value] = name;
                break;
            case ListValueNode list:
                foreach (ValueNode item in list.Values) Visit(name, item);
                break;
            case ObjectValueNode members:
                foreach (ObjectFieldNode member in members.Fields) Visit(member.Name.Value, member.Value);
                break;
        }
    }
}
