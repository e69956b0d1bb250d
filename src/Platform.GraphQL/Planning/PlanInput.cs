using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Planning;

/// <summary>
/// A coerced argument that knows which of its parts came from variables. Objects and lists are structure, which the plan depends on; leaves
/// are values, which it does not.
/// </summary>
/// <param name="Value">
/// Null; a leaf; an enum value's name; members as a dictionary of <see cref="PlanInput"/> (literal) or of values (variable); elements as a list of
/// either.
/// </param>
/// <param name="Origin">Where among the variables the value is; null for a literal.</param>
internal readonly record struct PlanInput(object? Value, InputOrigin? Origin)
{
    public bool IsNull => Value is null;

    /// <summary>Members with a place for each, in the caller's order; empty for anything but an object.</summary>
    public IEnumerable<(string Name, PlanInput Value)> Members
    {
        get
        {
            InputOrigin? origin = Origin;
            return Value switch
            {
                IReadOnlyDictionary<string, PlanInput> literal => literal.Select(m => (m.Key, m.Value)),
                IReadOnlyDictionary<string, object?> variable =>
                    variable.Select(m => (m.Key, new PlanInput(Plain(m.Value), origin?.Append(m.Key)))),
                _ => [],
            };
        }
    }

    /// <summary>Elements; a single value is a list of one; null is empty.</summary>
    public IReadOnlyList<PlanInput> Items
    {
        get
        {
            InputOrigin? origin = Origin;
            return Value switch
            {
                null => [],
                IReadOnlyList<PlanInput> literal => literal,
                IReadOnlyList<object?> variable => [.. variable.Select((item, i) => new PlanInput(Plain(item), origin?.Append(i)))],
                _ => [this],
            };
        }
    }

    /// <summary>The member of that name; a null input when it is absent or null.</summary>
    public PlanInput Member(string name) => Value switch
    {
        IReadOnlyDictionary<string, PlanInput> literal => literal.GetValueOrDefault(name),
        IReadOnlyDictionary<string, object?> variable => new PlanInput(Plain(variable.GetValueOrDefault(name)), Origin?.Append(name)),
        _ => default,
    };

    /// <summary>The value in a request: a variable's own, or the literal's.</summary>
    public object? Resolve(BindingContext context) => Origin is null ? Value : Plain(context.Find(Origin));

    /// <summary>The value without places, as the write pipeline takes it.</summary>
    public object? ToPlain() => Value switch
    {
        IReadOnlyDictionary<string, PlanInput> literal => literal.ToDictionary(m => m.Key, m => m.Value.ToPlain()),
        IReadOnlyList<PlanInput> items => items.Select(i => i.ToPlain()).ToList(),
        _ => PlainForms.Of(Value),
    };

    /// <summary>Coerces a literal, which validation has found to be of the type.</summary>
    public static PlanInput Read(ValueNode node, GraphQLType type, IReadOnlyDictionary<string, object?> variables)
    {
        GraphQLType nullable = type.Nullable;
        switch (node)
        {
            case NullValueNode:
                return default;
            case VariableNode variable:
                return new PlanInput(Plain(variables.GetValueOrDefault(variable.Name.Value)), new InputOrigin(variable.Name.Value, []));
        }

        if (nullable is ListType list)
        {
            IEnumerable<ValueNode> items = node is ListValueNode values ? values.Values : [node];
            return new PlanInput(items.Select(item => Read(item, list.Item, variables)).ToList(), null);
        }

        return nullable.Named switch
        {
            InputObjectType inputObject => new PlanInput(ReadObject((ObjectValueNode)node, inputObject, variables), null),
            EnumType => new PlanInput(node is EnumValueNode e ? e.Value : ((StringValueNode)node).Value, null),
            ScalarType scalar => ReadScalar(node, scalar),
            _ => default,
        };
    }

    /// <summary>Enum values as their names.</summary>
    public static object? Plain(object? value) => value is EnumValueDefinition member ? member.Name : value;

    private static PlanInput ReadScalar(ValueNode node, ScalarType scalar)
    {
        ScalarResult result = scalar.Coerce(ScalarLiteral.Read(node, _ => null));
        return new PlanInput(result.Value, null);
    }

    private static Dictionary<string, PlanInput> ReadObject(
        ObjectValueNode node, InputObjectType type, IReadOnlyDictionary<string, object?> variables)
    {
        Dictionary<string, PlanInput> members = new(StringComparer.Ordinal);
        foreach (ObjectFieldNode field in node.Fields)
        {
            if (type.Fields.Find(field.Name.Value) is not { } definition) continue;
            bool absent = field.Value is VariableNode variable && !variables.ContainsKey(variable.Name.Value);
            if (!absent) members[field.Name.Value] = Read(field.Value, definition.Type, variables);
        }

        foreach (InputValueDefinition definition in type.Fields)
        {
            if (definition.DefaultValue is { } value && !members.ContainsKey(definition.Name))
            {
                members[definition.Name] = Read(value, definition.Type, ImmutableDictionary<string, object?>.Empty);
            }
        }

        return members;
    }
}
