using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;

namespace Platform.GraphQL.Execution;

/// <summary>
/// Literals with variables in them into values of a type (section 3, input coercion; section 6.4.1). After validation only variables
/// can be wrong: one that is null, or absent, at a non-null position. Values have the forms of <see cref="VariableValues.Values"/>.
/// </summary>
public sealed class LiteralCoercion
{
    private static readonly ImmutableDictionary<string, object?> NoVariables = ImmutableDictionary<string, object?>.Empty;
    private readonly IReadOnlyDictionary<string, object?> variables;

    private LiteralCoercion(IReadOnlyDictionary<string, object?> variables) => this.variables = variables;

    /// <summary>The first thing wrong, with the place of the literal; its path within the value stands before the message.</summary>
    private GraphQLError? error;

    /// <summary>Coerces a literal.</summary>
    /// <param name="node">The literal, or a variable.</param>
    /// <param name="type">The type expected.</param>
    /// <param name="variables">The coerced variables.</param>
    /// <param name="subject">What is given the value, as messages begin: <c>Argument "Query.accounts(first:)"</c>.</param>
    /// <param name="error">What is wrong with the value; null when nothing is.</param>
    public static object? Coerce(
        ValueNode node,
        GraphQLType type,
        IReadOnlyDictionary<string, object?> variables,
        string subject,
        out GraphQLError? error)
    {
        LiteralCoercion coercion = new(variables);
        object? value = coercion.Read(node, type, "");
        error = coercion.error is null ? null : coercion.error with { Message = $"{subject} has invalid value{coercion.error.Message}" };
        return error is null ? value : null;
    }

    /// <summary>Coerces a constant of the schema or of a validated document.</summary>
    /// <exception cref="InvalidOperationException">It is not of the type: the producer of the schema is at fault.</exception>
    internal static object? Constant(ValueNode node, GraphQLType type)
    {
        object? value = Coerce(node, type, NoVariables, "A default", out GraphQLError? error);
        return error is null ? value : throw new InvalidOperationException(error.Message);
    }

    private object? Read(ValueNode node, GraphQLType type, string path)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is VariableNode variable)
            return ReadVariable(variable, type, path);
        if (type is NonNullType nonNull)
        {
            if (node is not NullValueNode)
                return Read(node, nonNull.Inner, path);
            Fail($"Expected value of non-null type \"{type}\" not to be null.", node, path);
            return null;
        }
        if (node is NullValueNode)
            return null;
        return type switch
        {
            ListType list => ReadList(node, list, path),
            InputObjectType input => ReadObject(node, input, path),
            EnumType @enum => ReadEnum(node, @enum, path),
            _ => ReadScalar(node, (ScalarType)type, path),
        };
    }

    private object? ReadVariable(VariableNode node, GraphQLType type, string path)
    {
        string name = node.Name.Value;
        bool present = variables.TryGetValue(name, out object? value);
        if (type is NonNullType && !present)
            Fail($"Expected variable \"${name}\" provided to type \"{type}\" to provide a runtime value.", node, path);
        else if (type is NonNullType && value is null)
            Fail($"Expected variable \"${name}\" provided to non-null type \"{type}\" not to be null.", node, path);
        return value;
    }

    private object?[] ReadList(ValueNode node, ListType list, string path) => node is not ListValueNode items
        ? [Read(node, list.Item, path)]
        : [.. items.Values.Select((item, index) => Read(item, list.Item, $"{path}[{index}]"))];

    private OrderedDictionary<string, object?>? ReadObject(ValueNode node, InputObjectType type, string path)
    {
        if (node is not ObjectValueNode literal)
        {
            Fail($"Expected value of type \"{type}\" to be an object, found: {ScalarLiteral.Show(node)}.", node, path);
            return null;
        }
        OrderedDictionary<string, object?> fields = [];
        foreach (ObjectFieldNode given in literal.Fields)
        {
            string name = given.Name.Value;
            if (type.Fields.Find(name) is not { } field)
            {
                Fail($"Expected value of type \"{type}\" not to include unknown field \"{name}\", found: {ScalarLiteral.Show(node)}.", given, path);
                continue;
            }
            if (given.Value is VariableNode variable && IsLeftOut(variable, type, field, node, path))
                continue;
            fields[name] = Read(given.Value, field.Type, $"{path}.{name}");
        }
        AddDefaults(fields, type, literal, path);
        return fields;
    }

    /// <summary>Whether a field is as good as not written, because its variable is absent; a one-of field must not be.</summary>
    private bool IsLeftOut(VariableNode variable, InputObjectType type, InputValueDefinition field, ValueNode node, string path)
    {
        string name = variable.Name.Value;
        bool present = variables.TryGetValue(name, out object? value);
        if (type.IsOneOf && value is null)
        {
            string problem = present ? "not to be null" : "to provide a runtime value";
            Fail($"Expected variable \"${name}\" provided to field \"{field.Name}\" for OneOf Input Object type \"{type}\" {problem}.", node, path);
        }
        return !present && !field.IsRequired;
    }

    private void AddDefaults(OrderedDictionary<string, object?> fields, InputObjectType type, ObjectValueNode literal, string path)
    {
        if (type.IsOneOf && (fields.Count != 1 || fields.GetAt(0).Value is null))
            Fail(LiteralValidator.OneOfMessage(type), literal, path);
        foreach (InputValueDefinition field in type.Fields)
        {
            if (fields.ContainsKey(field.Name))
                continue;
            if (field.DefaultValue is not null)
                fields.Add(field.Name, Constant(field.DefaultValue, field.Type));
            else if (field.IsRequired)
                Fail($"Expected value of type \"{type}\" to include required field \"{field.Name}\", found: {ScalarLiteral.Show(literal)}.", literal, path);
        }
    }

    private EnumValueDefinition? ReadEnum(ValueNode node, EnumType type, string path)
    {
        EnumValueDefinition? value = node is EnumValueNode name ? type.Values.Find(name.Value) : null;
        if (value is null)
            Fail($"Value \"{ScalarLiteral.Show(node)}\" does not exist in \"{type}\" enum.", node, path);
        return value;
    }

    private object? ReadScalar(ValueNode node, ScalarType type, string path)
    {
        ScalarResult result = type.Coerce(ScalarLiteral.Read(node, variable => ToJson(variables.GetValueOrDefault(variable.Name.Value))));
        if (!result.Success)
            Fail(result.Error, node, path);
        return result.Value;
    }

    /// <summary>The JSON of a variable inside a literal of a free-form scalar.</summary>
    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonNode json => json,
        EnumValueDefinition name => name.Name,
        IReadOnlyDictionary<string, object?> fields =>
            new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, ToJson(field.Value)))),
        IReadOnlyList<object?> items => new JsonArray([.. items.Select(ToJson)]),
        _ => System.Text.Json.JsonSerializer.SerializeToNode(value),
    };

    private void Fail(string message, SyntaxNode node, string path) =>
        error ??= GraphQLError.At(node.Span.Location, path.Length == 0 ? $": {message}" : $" at {path}: {message}", "VARIABLE_INVALID");
}
