using System.Text.Json.Nodes;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>Random variables for an operation, mostly right: some left out, null, of another type, or unknown to the operation.</summary>
internal sealed class RandomVariables(GraphQLSchema schema, Random random, IReadOnlyDictionary<string, string[]>? literals = null)
{
    public JsonObject Next(OperationDefinitionNode operation)
    {
        JsonObject variables = [];
        foreach (VariableDefinitionNode variable in operation.VariableDefinitions)
        {
            GraphQLType type = schema.Resolve(variable.Type)!;
            if (random.Next(8) > 0 || (type is NonNullType && random.Next(4) > 0))
                variables[variable.Variable.Name.Value] = Value(type, 0);
        }
        if (random.Next(5) == 0)
            variables["unknown"] = 1;
        return variables;
    }

    private JsonNode? Value(GraphQLType type, int depth)
    {
        if (random.Next(25) == 0)
            return Wrong();
        if (type is not NonNullType && random.Next(8) == 0)
            return null;
        switch (type.Nullable)
        {
            case ListType list when random.Next(4) == 0:
                return Value(list.Item.AsNonNull(), depth);
            case ListType list:
                return new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.Item, depth + 1))]);
            case InputObjectType { IsOneOf: true } choice:
                JsonObject one = [];
                InputValueDefinition[] members = [.. choice.Fields.Where(member => depth < 2 || member.Type.Named.IsLeaf)];
                for (int i = random.Next(15) == 0 ? 2 : 1; i > 0; i--)
                {
                    InputValueDefinition field = members[random.Next(members.Length)];
                    one[field.Name] = Value(random.Next(15) == 0 ? field.Type : field.Type.AsNonNull(), depth + 1);
                }
                return one;
            case InputObjectType input:
                JsonObject fields = [];
                foreach (InputValueDefinition field in input.Fields)
                {
                    if ((field.IsRequired && random.Next(20) > 0) || (depth < 2 && random.Next(4) == 0))
                        fields[field.Name] = Value(field.Type, depth + 1);
                }
                if (random.Next(20) == 0)
                    fields["idd"] = 1;
                return fields;
            case EnumType values:
                return random.Next(15) == 0 ? "WONN" : values.Values[random.Next(values.Values.Count)].Name;
            default:
                return Leaf(type.Named.Name);
        }
    }

    private JsonNode? Wrong() => random.Next(7) switch
    {
        0 => 1.5,
        1 => "text",
        2 => true,
        3 => new JsonArray(1, "a", null),
        4 => new JsonObject { ["id"] = 1, ["b"] = new JsonObject { ["c"] = new JsonObject { ["d"] = new JsonObject { ["e"] = 1 } } } },
        5 => 3_000_000_000L,
        _ => null,
    };

    private JsonNode? Leaf(string type) => literals?.GetValueOrDefault(type) is { } known ? Json(known[random.Next(known.Length)]) : type switch
    {
        "Int" => random.Next(10) == 0 ? JsonNode.Parse("1e2")! : random.Next(-5, 100),
        "Float" => random.Next(2) == 0 ? 1.25 : 3,
        "Boolean" => random.Next(2) == 0,
        "ID" when random.Next(2) == 0 => 17,
        _ => "text",
    };

    /// <summary>A literal as JSON; the name of an enumeration's value is a text there.</summary>
    private static JsonNode? Json(string literal) => char.IsAsciiLetterUpper(literal[0]) ? literal : JsonNode.Parse(literal);
}
