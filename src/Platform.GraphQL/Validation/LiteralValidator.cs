using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>Checks a literal against a type as far as it does not depend on variables (section 3, input coercion of each type).</summary>
internal sealed class LiteralValidator(ValidationContext context, Action<string, SyntaxNode> report)
{
    public void Validate(ValueNode value, GraphQLType type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is VariableNode)
            return;
        if (type is NonNullType nonNull)
        {
            if (value is NullValueNode)
                report($"Expected value of non-null type \"{type}\" not to be null.", value);
            else
                Validate(value, nonNull.Inner);
            return;
        }
        if (value is NullValueNode)
            return;
        switch (type)
        {
            case ListType list when value is ListValueNode items:
                foreach (ValueNode item in items.Values)
                    Validate(item, list.Item);
                break;
            case ListType list:
                Validate(value, list.Item);
                break;
            case InputObjectType input:
                ValidateObject(value, input);
                break;
            case EnumType @enum:
                ValidateEnum(value, @enum);
                break;
            case ScalarType scalar:
                if (scalar.Coerce(ScalarLiteral.Read(value, _ => null)).Error is { } error)
                    report(error, value);
                break;
        }
    }

    private void ValidateObject(ValueNode value, InputObjectType type)
    {
        if (value is not ObjectValueNode literal)
        {
            report($"Expected value of type \"{type}\" to be an object, found: {ScalarLiteral.Show(value)}.", value);
            return;
        }
        Dictionary<string, ObjectFieldNode> given = [];
        foreach (ObjectFieldNode field in literal.Fields)
            given[field.Name.Value] = field;

        foreach (InputValueDefinition field in type.Fields)
        {
            if (given.TryGetValue(field.Name, out ObjectFieldNode? node))
            {
                Validate(node.Value, field.Type);
            }
            else if (field.IsRequired)
            {
                report(
                    $"Expected value of type \"{type}\" to include required field \"{field.Name}\", found: {ScalarLiteral.Show(literal)}.",
                    literal);
            }
        }

        List<ObjectFieldNode> known = [];
        foreach (ObjectFieldNode field in literal.Fields)
        {
            if (type.Fields.Find(field.Name.Value) is null)
                ReportUnknown(type, literal, field);
            else
                known.Add(field);
        }
        if (type.IsOneOf && (known.Count != 1 || known[0].Value is NullValueNode))
            report(OneOfMessage(type), literal);
    }

    /// <summary>What is wrong with a value of a one-of input object.</summary>
    public static string OneOfMessage(InputObjectType type) =>
        $"Within OneOf Input Object type \"{type}\", exactly one field must be specified, and the value for that field must be non-null.";

    private void ReportUnknown(InputObjectType type, ObjectValueNode literal, ObjectFieldNode field)
    {
        string name = field.Name.Value;
        string suggestion = context.Suggest(name, type.Fields.Names);
        string found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
        report(
            $"Expected value of type \"{type}\" not to include unknown field \"{name}\"{found}: {ScalarLiteral.Show(literal)}.", field);
    }

    private void ValidateEnum(ValueNode value, EnumType type)
    {
        string shown = ScalarLiteral.Show(value);
        if (value is not EnumValueNode name)
            report($"Enum \"{type}\" cannot represent non-enum value: {shown}.{SuggestValue(type, shown)}", value);
        else if (type.Values.Find(name.Value) is null)
            report($"Value \"{shown}\" does not exist in \"{type}\" enum.{SuggestValue(type, shown)}", value);
    }

    private string SuggestValue(EnumType type, string written) => context.Suggest(written, type.Values.Names, "the enum value");
}
