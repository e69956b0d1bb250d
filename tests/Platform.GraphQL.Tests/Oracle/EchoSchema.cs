using System.Globalization;
using System.Text.Json.Nodes;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>Resolvers that answer as the oracle's do: something of the field's type that depends only on names and arguments.</summary>
internal static class EchoSchema
{
    public static GraphQLSchema Read(string sdl) => SchemaReader.Read(sdl, extensionOf: (_, _) => (FieldResolver)Resolve);

    private static ValueTask<object?> Resolve(ResolveContext context)
    {
        string name = context.Field.Name;
        if (name.StartsWith("fail", StringComparison.Ordinal))
            return ValueTask.FromResult<object?>(FieldErrors.Of(new GraphQLError($"{name} failed")));
        if (name.StartsWith("none", StringComparison.Ordinal))
            return ValueTask.FromResult<object?>(null);
        string arguments = ToJson(context.Arguments)!.ToJsonString();
        string echo = $"{context.ParentType}.{name}({arguments})";
        return ValueTask.FromResult<object?>(Answer(context.Field.Type, echo, context.Schema));
    }

    private static object Answer(GraphQLType type, string echo, GraphQLSchema schema) => type switch
    {
        NonNullType nonNull => Answer(nonNull.Inner, echo, schema),
        ListType list => new[] { Answer(list.Item, echo, schema), Answer(list.Item, echo, schema) },
        NamedType { IsAbstract: true } named => new Dictionary<string, object?>
        {
            ["__typename"] = schema.PossibleTypes(named).Select(possible => possible.Name).Order(StringComparer.Ordinal).First(),
        },
        ObjectType => new Dictionary<string, object?>(),
        EnumType values => values.Values[0],
        { Named.Name: "Int" } => echo.Length,
        { Named.Name: "Float" } => echo.Length + 0.5,
        { Named.Name: "Boolean" } => echo.Length % 2 == 0,
        _ => echo,
    };

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonObject json => ToJson(json.ToDictionary(member => member.Key, member => (object?)member.Value)),
        JsonArray json => ToJson(json.Cast<object?>().ToArray()),
        JsonNode node => node.DeepClone(),
        EnumValueDefinition name => name.Name,
        IReadOnlyDictionary<string, object?> entries => new JsonObject(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        IReadOnlyList<object?> items => new JsonArray([.. items.Select(ToJson)]),
        double number => JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        int number => number,
        bool flag => flag,
        _ => (string)value,
    };
}
