using System.Buffers;
using System.Text;
using System.Text.Json;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Hooks;

/// <summary>
/// A call of <c>db</c> as an operation of the records API. Its text has names of the model alone; what the script gives travels in variables. Answers have references as
/// ids, and exact numbers as numbers.
/// </summary>
internal sealed class HookOperation
{
    /// <summary>Name of the only field of the response.</summary>
    public const string Alias = "result";

    private static readonly string[] Functions = ["sum", "avg", "min", "max"];
    private readonly List<HookColumn> _columns = [];
    private bool _isList;
    private bool _isGrouped;

    /// <summary>The operation.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Its variables.</summary>
    public JsonElement Variables { get; private set; }

    /// <summary>What is wrong with the arguments; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>One record, or null.</summary>
    public static HookOperation Get(ObjectModel model, JsonElement arguments, PermissionSet rights)
    {
        HookOperation operation = new();
        string? selection = operation.Select(model, arguments, rights);
        operation.Text = $"query($id: ID!) {{ {Alias}: {model.Singular}(id: $id) {{ {selection} }} }}";
        operation.Variables = Object(writer => Copy(writer, "id", arguments, "id"));
        return operation;
    }

    /// <summary>A list of records.</summary>
    public static HookOperation Query(ObjectModel model, JsonElement arguments, PermissionSet rights, int maxRows)
    {
        HookOperation operation = new() { _isList = true };
        string? selection = operation.Select(model, arguments, rights);
        string name = model.Name;
        operation.Text =
            $"query($filter: {name}Filter, $orderBy: [{name}Order!], $first: Int, $offset: Int, $search: String) {{ {Alias}: {model.Plural}"
            + $"(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset, search: $search) {{ nodes {{ {selection} }} }} }}";
        operation.Variables = Object(writer =>
        {
            foreach (string argument in (string[])["filter", "orderBy", "offset", "search"]) Copy(writer, argument, arguments, argument);
            writer.WriteNumber("first", operation.First(arguments, PageLimits.Default, Math.Min(maxRows, PageLimits.Max)));
        });
        return operation;
    }

    /// <summary>Groups with their counts, sums, averages, least and greatest values.</summary>
    public static HookOperation Aggregate(ObjectModel model, JsonElement arguments, int maxRows)
    {
        HookOperation operation = new() { _isList = true, _isGrouped = true };
        StringBuilder selection = new("count");
        string[] keys = operation.Names(model, arguments, "by");
        if (keys.Length > 0) selection.Append(" key { ").AppendJoin(' ', keys.Select(k => Selection(model.Field(k)))).Append(" }");
        foreach (string function in Functions)
        {
            string[] fields = operation.Names(model, arguments, function);
            if (fields.Length > 0) selection.Append(' ').Append(function).Append(" { ").AppendJoin(' ', fields).Append(" }");
        }

        string name = model.Name;
        operation.Text =
            $"query($by: [{name}GroupKey!]!, $filter: {name}Filter, $first: Int) {{ {Alias}: {model.Plural}Group(by: $by, filter: $filter, first: $first) {{ {selection} }} }}";
        operation.Variables = Object(writer =>
        {
            Copy(writer, "filter", arguments, "filter");
            writer.WriteNumber("first", operation.First(arguments, PageLimits.MaxGroups, Math.Min(maxRows, PageLimits.MaxGroups)));
            writer.WriteStartArray("by");
            foreach (string key in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("field", key);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        return operation;
    }

    /// <summary>Writes the response as scripts have it.</summary>
    /// <returns>How many records it has.</returns>
    public int WriteAnswer(Utf8JsonWriter writer, JsonElement result)
    {
        if (!_isList)
        {
            WriteRecord(writer, result);
            return 1;
        }

        int rows = 0;
        writer.WriteStartArray();
        foreach (JsonElement row in (_isGrouped ? result : result.GetProperty("nodes")).EnumerateArray())
        {
            if (_isGrouped) WriteGroup(writer, row);
            else WriteRecord(writer, row);
            rows++;
        }

        writer.WriteEndArray();
        return rows;
    }

    private string? Select(ObjectModel model, JsonElement arguments, PermissionSet rights)
    {
        ObjectPermissions own = rights.For(model.Name);
        IEnumerable<string> names = arguments.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array
            ? fields.EnumerateArray().Select(f => f.ValueKind == JsonValueKind.String ? f.GetString()! : "")
            : model.Fields.Where(f => own.CanReadField(f.Name) && f.Shape() is not (FieldShape.References or FieldShape.Encrypted) && f.Formula is null).Select(f => f.Name);
        StringBuilder selection = new("id");
        foreach (string name in names.Where(n => n != SystemFields.Id))
        {
            if (HookColumn.Of(name) is not { } column || !model.TryGetField(column.Field, out FieldModel? field) || field.Shape() is FieldShape.References or FieldShape.Encrypted)
            {
                Problem ??= $"{model.Name} has no field \"{name}\" that can be read here.";
                continue;
            }

            if (column.Member is not null && field.Shape() != FieldShape.Reference)
            {
                Problem ??= $"\"{column.Field}\" of {model.Name} is no reference to one record.";
                continue;
            }

            _columns.Add(column with { Shape = field.Shape() });
            selection.Append(' ').Append(column.Member is { } member ? $"{column.Field} {{ {member} }}" : Selection(field));
        }

        return selection.ToString();
    }

    private string[] Names(ObjectModel model, JsonElement arguments, string argument)
    {
        if (!arguments.TryGetProperty(argument, out JsonElement list)) return [];
        string[] names = list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.String ? n.GetString()! : "")]
            : [""];
        foreach (string name in names)
        {
            if (!model.TryGetField(name, out _)) Problem ??= $"{model.Name} has no field \"{name}\" (in \"{argument}\").";
        }

        return Problem is null ? names : [];
    }

    private static string Selection(FieldModel field) => field.Shape() switch
    {
        FieldShape.Reference => $"{field.Name} {{ id }}",
        FieldShape.Polymorphic => $"{field.Name} {{ __typename {string.Join(' ', field.Targets().Select(t => $"... on {t} {{ id }}"))} }}",
        FieldShape.Address => $"{field.Name} {{ street city state postalCode country }}",
        FieldShape.Geolocation => $"{field.Name} {{ latitude longitude }}",
        _ => field.Name,
    };

    private void WriteRecord(Utf8JsonWriter writer, JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName(SystemFields.Id);
        record.GetProperty(SystemFields.Id).WriteTo(writer);
        foreach (HookColumn column in _columns)
        {
            writer.WritePropertyName(column.Name);
            column.Write(writer, record.GetProperty(column.Field));
        }

        writer.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter writer, JsonElement group)
    {
        writer.WriteStartObject();
        foreach (JsonProperty part in group.EnumerateObject())
        {
            writer.WritePropertyName(part.Name);
            if (part.Value.ValueKind != JsonValueKind.Object)
            {
                part.Value.WriteTo(writer);
                continue;
            }

            writer.WriteStartObject();
            foreach (JsonProperty value in part.Value.EnumerateObject())
            {
                writer.WritePropertyName(value.Name);
                if (part.Name == "key") HookColumn.WriteKey(writer, value.Value);
                else HookColumn.WriteExact(writer, value.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private int First(JsonElement arguments, int usual, int most)
    {
        int wanted = usual;
        bool isLeftOut = !arguments.TryGetProperty("first", out JsonElement first) || first.ValueKind == JsonValueKind.Null;
        if (!isLeftOut && !(first.ValueKind == JsonValueKind.Number && first.TryGetInt32(out wanted))) Problem ??= "\"first\" is not a whole number.";
        return Math.Clamp(wanted, 0, most);
    }

    private static JsonElement Object(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Copy(Utf8JsonWriter writer, string name, JsonElement arguments, string argument)
    {
        if (!arguments.TryGetProperty(argument, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
