using System.Text;
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
    // Where the value is: written out only for a problem.
    private readonly Stack<(string? Field, int Index)> _path = new();

    /// <param name="value">The value; undefined when none was given.</param>
    /// <param name="type">The type expected.</param>
    public object? Coerce(JsonElement value, GraphQLType type)
    {
        if (type is NonNullType nonNull)
        {
            if (value.ValueKind == JsonValueKind.Undefined)
                Report($"Expected a value of non-null type \"{type}\" to be provided.");
            else if (value.ValueKind == JsonValueKind.Null)
                Report($"Expected value of non-null type \"{type}\" not to be null.");
            else
                return Coerce(value, nonNull.Inner);
            return null;
        }
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        return type switch
        {
            ListType list => CoerceList(value, list),
            InputObjectType input => CoerceObject(value, input),
            EnumType @enum => CoerceEnum(value, @enum),
            _ => CoerceScalar(value, (ScalarType)type),
        };
    }

    private object? CoerceAt(string? field, int index, JsonElement value, GraphQLType type)
    {
        _path.Push((field, index));
        object? coerced = Coerce(value, type);
        _path.Pop();
        return coerced;
    }

    private void Report(string message)
    {
        StringBuilder path = new();
        foreach ((string? field, int index) in _path.Reverse())
        {
            if (field is not null)
                path.Append('.').Append(field);
            else
                path.Append('[').Append(index).Append(']');
        }
        report(message, path.ToString());
    }

    /// <summary>A list; a single value is a list of one, at each level of nested lists.</summary>
    private object?[] CoerceList(JsonElement value, ListType list)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [Coerce(value, list.Item)];
        object?[] items = new object?[value.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            items[index] = CoerceAt(null, index, item, list.Item);
            index++;
        }
        return items;
    }

    private OrderedDictionary<string, object?>? CoerceObject(JsonElement value, InputObjectType type)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Report($"Expected value of type \"{type}\" to be an object, found: {JsonText.Show(value)}.");
            return null;
        }
        // The caller's order is kept; problems are reported in the order of the type.
        OrderedDictionary<string, object?> fields = new(value.GetPropertyCount());
        List<string>? unknown = null;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string name = property.Name;
            if (type.Fields.Find(name) is not null)
                fields.Add(name, null);
            else
                (unknown ??= []).Add(name);
        }
        List<string>? given = type.IsOneOf ? [.. fields.Keys] : null;
        foreach (InputValueDefinition field in type.Fields)
        {
            if (fields.ContainsKey(field.Name))
                fields[field.Name] = CoerceAt(field.Name, 0, value.GetProperty(field.Name), field.Type);
            else if (field.DefaultValue is not null)
                fields.Add(field.Name, LiteralCoercion.Constant(field.DefaultValue, field.Type));
            else if (field.IsRequired)
                Report($"Expected value of type \"{type}\" to include required field \"{field.Name}\", found: {JsonText.Show(value)}.");
        }
        foreach (string name in unknown ?? [])
            ReportUnknown(value, type, name);
        if (given is not null)
            CheckOneOf(type, value, given);
        return fields;
    }

    private void ReportUnknown(JsonElement value, InputObjectType type, string name)
    {
        string suggestion = Suggest(name, type.Fields.Names, null);
        string found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
        Report($"Expected value of type \"{type}\" not to include unknown field \"{name}\"{found}: {JsonText.Show(value)}.");
    }

    private void CheckOneOf(InputObjectType type, JsonElement value, List<string> given)
    {
        if (given.Count != 1)
            Report(LiteralValidator.OneOfMessage(type));
        if (given.Count == 0 || value.GetProperty(given[0]).ValueKind != JsonValueKind.Null)
            return;
        _path.Push((given[0], 0));
        Report(LiteralValidator.OneOfMessage(type));
        _path.Pop();
    }

    private EnumValueDefinition? CoerceEnum(JsonElement value, EnumType type)
    {
        if (JsonText.Read(value) is not { } name)
        {
            string shown = JsonText.Show(value);
            Report($"Enum \"{type}\" cannot represent non-string value: {shown}.{SuggestValue(type, shown)}");
            return null;
        }
        if (type.Values.Find(name) is { } found)
            return found;
        Report($"Value \"{name}\" does not exist in \"{type}\" enum.{SuggestValue(type, name)}");
        return null;
    }

    private object? CoerceScalar(JsonElement value, ScalarType type)
    {
        if (ReadInput(value) is not { } input)
        {
            Report($"{type} cannot represent a string with half of a surrogate pair");
            return null;
        }
        // How the value is shown is worked out for a message alone.
        ScalarResult result = type.Coerce(input);
        if (!result.Success)
            Report(type.Coerce(input with { Shown = JsonText.Show(value) }).Error!);
        return result.Value;
    }

    private static ScalarInput? ReadInput(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Read(value) is { } text ? new(ScalarInputKind.String, text, false, "") : null;
            case JsonValueKind.Number:
                string number = value.GetRawText();
                ScalarInputKind kind = number.AsSpan().ContainsAny('.', 'e', 'E') ? ScalarInputKind.Float : ScalarInputKind.Int;
                return new(kind, number, false, "");
            case JsonValueKind.True or JsonValueKind.False:
                return new(ScalarInputKind.Boolean, value.GetRawText(), false, "");
            default:
                return new(ScalarInputKind.Structure, "", false, "", JsonNode.Parse(value.GetRawText()));
        }
    }

    private string SuggestValue(EnumType type, string written) => Suggest(written, type.Values.Names, "the enum value");

    private string Suggest(string written, IReadOnlyList<string> options, string? what) =>
        schema.IntrospectionEnabled ? Suggestions.DidYouMean(Suggestions.Find(written, options), what) : "";
}
