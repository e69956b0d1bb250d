using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;

namespace Platform.GraphQL.Execution;

/// <summary>
/// One JSON value into the value of a type, reporting everything wrong with it. Recursion ends with the nesting of the JSON, which is
/// limited when it is parsed.
/// </summary>
internal sealed class JsonCoercion(GraphQLSchema schema, Action<string, string> report)
{
    /// <param name="value">The value; undefined when none was given.</param>
    /// <param name="type">The type expected.</param>
    /// <param name="path">Where the value is, as messages write it: <c>.lines[0].amount</c>.</param>
    public object? Coerce(JsonElement value, GraphQLType type, string path = "")
    {
        if (type is NonNullType nonNull)
        {
            if (value.ValueKind == JsonValueKind.Undefined)
                report($"Expected a value of non-null type \"{type}\" to be provided.", path);
            else if (value.ValueKind == JsonValueKind.Null)
                report($"Expected value of non-null type \"{type}\" not to be null.", path);
            else
                return Coerce(value, nonNull.Inner, path);
            return null;
        }
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        return type switch
        {
            ListType list => CoerceList(value, list, path),
            InputObjectType input => CoerceObject(value, input, path),
            EnumType @enum => CoerceEnum(value, @enum, path),
            _ => CoerceScalar(value, (ScalarType)type, path),
        };
    }

    /// <summary>A list; a single value is a list of one, at each level of nested lists.</summary>
    private object?[] CoerceList(JsonElement value, ListType list, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [Coerce(value, list.Item, path)];
        object?[] items = new object?[value.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            items[index] = Coerce(item, list.Item, $"{path}[{index}]");
            index++;
        }
        return items;
    }

    private OrderedDictionary<string, object?>? CoerceObject(JsonElement value, InputObjectType type, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            report($"Expected value of type \"{type}\" to be an object, found: {JsonText.Show(value)}.", path);
            return null;
        }
        // The caller's order is kept; problems are reported in the order of the type.
        OrderedDictionary<string, object?> fields = [];
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (type.Fields.Find(property.Name) is not null)
                fields.Add(property.Name, null);
        }
        List<string> given = [.. fields.Keys];
        foreach (InputValueDefinition field in type.Fields)
        {
            if (fields.ContainsKey(field.Name))
                fields[field.Name] = Coerce(value.GetProperty(field.Name), field.Type, $"{path}.{field.Name}");
            else if (field.DefaultValue is not null)
                fields.Add(field.Name, LiteralCoercion.Constant(field.DefaultValue, field.Type));
            else if (field.IsRequired)
                report($"Expected value of type \"{type}\" to include required field \"{field.Name}\", found: {JsonText.Show(value)}.", path);
        }
        ReportUnknown(value, type, path);
        if (type.IsOneOf)
            CheckOneOf(type, value, given, path);
        return fields;
    }

    private void ReportUnknown(JsonElement value, InputObjectType type, string path)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (type.Fields.Find(property.Name) is not null)
                continue;
            string suggestion = Suggest(property.Name, type.Fields.Names, null);
            string found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
            report($"Expected value of type \"{type}\" not to include unknown field \"{property.Name}\"{found}: {JsonText.Show(value)}.", path);
        }
    }

    private void CheckOneOf(InputObjectType type, JsonElement value, List<string> given, string path)
    {
        if (given.Count != 1)
            report(LiteralValidator.OneOfMessage(type), path);
        if (given.Count > 0 && value.GetProperty(given[0]).ValueKind == JsonValueKind.Null)
            report(LiteralValidator.OneOfMessage(type), $"{path}.{given[0]}");
    }

    private EnumValueDefinition? CoerceEnum(JsonElement value, EnumType type, string path)
    {
        if (JsonText.Read(value) is not { } name)
        {
            string shown = JsonText.Show(value);
            report($"Enum \"{type}\" cannot represent non-string value: {shown}.{SuggestValue(type, shown)}", path);
            return null;
        }
        if (type.Values.Find(name) is { } found)
            return found;
        report($"Value \"{name}\" does not exist in \"{type}\" enum.{SuggestValue(type, name)}", path);
        return null;
    }

    private object? CoerceScalar(JsonElement value, ScalarType type, string path)
    {
        if (ReadInput(value) is not { } input)
        {
            report($"{type} cannot represent a string with half of a surrogate pair", path);
            return null;
        }
        ScalarResult result = type.Coerce(input);
        if (!result.Success)
            report(result.Error, path);
        return result.Value;
    }

    private static ScalarInput? ReadInput(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Read(value) is { } text ? new(ScalarInputKind.String, text, false, JsonText.Show(value)) : null;
            case JsonValueKind.Number:
                string number = value.GetRawText();
                ScalarInputKind kind = number.AsSpan().ContainsAny('.', 'e', 'E') ? ScalarInputKind.Float : ScalarInputKind.Int;
                return new(kind, number, false, JsonText.Show(value));
            case JsonValueKind.True or JsonValueKind.False:
                return new(ScalarInputKind.Boolean, value.GetRawText(), false, value.GetRawText());
            default:
                return new(ScalarInputKind.Structure, "", false, JsonText.Show(value), JsonNode.Parse(value.GetRawText()));
        }
    }

    private string SuggestValue(EnumType type, string written) => Suggest(written, type.Values.Names, "the enum value");

    private string Suggest(string written, IReadOnlyList<string> options, string? what) =>
        schema.IntrospectionEnabled ? Suggestions.DidYouMean(Suggestions.Find(written, options), what) : "";
}
