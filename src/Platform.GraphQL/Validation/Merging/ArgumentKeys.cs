using System.Runtime.CompilerServices;
using System.Text;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>
/// Arguments as text that is equal exactly when the arguments are the same: in any order, input object fields in any order, list
/// items in theirs. Each argument is written once.
/// </summary>
internal sealed class ArgumentKeys
{
    private readonly Dictionary<FieldNode, string> fields = [];
    private readonly StringBuilder text = new();

    /// <summary>Whether two fields have the same arguments.</summary>
    public bool Same(FieldNode left, FieldNode right) =>
        left.Arguments.Length == right.Arguments.Length && (left.Arguments.IsEmpty || Of(left) == Of(right));

    /// <summary>The name of a field with its arguments.</summary>
    public string OfField(FieldNode field) => field.Arguments.IsEmpty ? field.Name.Value : field.Name.Value + Of(field);

    private string Of(FieldNode field)
    {
        if (fields.TryGetValue(field, out string? key))
            return key;
        text.Clear();
        foreach (ArgumentNode argument in field.Arguments.OrderBy(argument => argument.Name.Value, StringComparer.Ordinal))
        {
            text.Append('(').Append(argument.Name.Value).Append(':');
            Write(argument.Value);
        }
        fields.Add(field, key = text.ToString());
        return key;
    }

    private void Write(ValueNode value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case ListValueNode list:
                text.Append('[');
                foreach (ValueNode item in list.Values)
                {
                    Write(item);
                    text.Append(',');
                }
                text.Append(']');
                break;
            case ObjectValueNode input:
                text.Append('{');
                foreach (ObjectFieldNode field in input.Fields.OrderBy(field => field.Name.Value, StringComparer.Ordinal))
                {
                    text.Append(field.Name.Value).Append(':');
                    Write(field.Value);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case StringValueNode literal:
                // The length keeps texts that hold quotes apart; the letter, quoted strings from block strings.
                text.Append(literal.Block ? 'b' : 's').Append(literal.Value.Length).Append('"').Append(literal.Value);
                break;
            default:
                text.Append(value.Kind).Append(' ').Append(value);
                break;
        }
    }
}
