using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>Literals as scalars see them.</summary>
internal static class ScalarLiteral
{
    private const int LongestShown = 1000;

    /// <summary>A literal other than null and variables, as input of a scalar.</summary>
    /// <param name="node">The literal.</param>
    /// <param name="variable">The JSON of a variable inside a list or object; null where it has none or none is known.</param>
    public static ScalarInput Read(ValueNode node, Func<VariableNode, JsonNode?> variable) => node switch
    {
        IntValueNode n => Leaf(ScalarInputKind.Int, n.Value, n),
        FloatValueNode n => Leaf(ScalarInputKind.Float, n.Value, n),
        StringValueNode n => Leaf(ScalarInputKind.String, n.Value, n),
        BooleanValueNode n => Leaf(ScalarInputKind.Boolean, n.Value ? "true" : "false", n),
        EnumValueNode n => Leaf(ScalarInputKind.Enum, n.Value, n),
        _ => new ScalarInput(ScalarInputKind.Structure, "", IsLiteral: true, Show(node), ToJson(node, variable)),
    };

    /// <summary>A value as error messages show it.</summary>
    public static string Show(ValueNode node)
    {
        string text = Printer.Print(node);
        return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }

    private static ScalarInput Leaf(ScalarInputKind kind, string text, ValueNode node) =>
        new(kind, text, IsLiteral: true, Show(node));

    private static JsonNode? ToJson(ValueNode node, Func<VariableNode, JsonNode?> variable)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case ListValueNode list:
                return new JsonArray([.. list.Values.Select(item => ToJson(item, variable))]);
            case ObjectValueNode input:
                JsonObject result = [];
                foreach (ObjectFieldNode field in input.Fields)
                    result[field.Name.Value] = ToJson(field.Value, variable);
                return result;
            case VariableNode reference:
                return variable(reference)?.DeepClone();
            case StringValueNode text:
                return text.Value;
            case BooleanValueNode boolean:
                return boolean.Value;
            case EnumValueNode name:
                return name.Value;
            case IntValueNode number:
                return JsonNode.Parse(number.Value);
            case FloatValueNode number:
                return double.TryParse(number.Value, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                    ? JsonNode.Parse(number.Value)
                    : null;
            default:
                return null;
        }
    }
}
