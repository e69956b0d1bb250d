using System.Text.Json;
using Platform.GraphQL.Schema;

namespace Platform.Runtime.Hooks;

/// <summary>A column of what a script reads.</summary>
/// <param name="Name">As the script names it: a field, or a field of what a reference leads to (<c>account.name</c>).</param>
/// <param name="Field">The field.</param>
/// <param name="Member">Field of the record that it leads to; null for the field itself.</param>
/// <param name="Shape">Shape of the field.</param>
internal sealed record HookColumn(string Name, string Field, string? Member, FieldShape Shape = FieldShape.Text)
{
    /// <summary>The column of that name; null for what is no name.</summary>
    public static HookColumn? Of(string name)
    {
        string[] parts = name.Split('.');
        if (parts.Length > 2 || !parts.All(IsName)) return null;
        return new HookColumn(name, parts[0], parts.Length == 2 ? parts[1] : null);
    }

    /// <summary>Writes a value of the response as scripts have it.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            writer.WriteNullValue();
            return;
        }

        switch (Shape)
        {
            case FieldShape.Reference:
                value.GetProperty(Member ?? "id").WriteTo(writer);
                break;
            case FieldShape.Polymorphic:
                writer.WriteStartObject();
                writer.WriteString("object", value.GetProperty("__typename").GetString());
                writer.WritePropertyName("id");
                value.GetProperty("id").WriteTo(writer);
                writer.WriteEndObject();
                break;
            case FieldShape.Decimal:
                WriteExact(writer, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Writes an exact number of the API, which is text, as a number where that loses nothing; other values as they are.</summary>
    public static void WriteExact(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && decimal.TryParse(
            value.GetString(), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out decimal number))
        {
            HookValues.WriteNumber(writer, number);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    /// <summary>Writes the key of a group: a reference as its id.</summary>
    public static void WriteKey(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("id", out JsonElement id)) id.WriteTo(writer);
        else value.WriteTo(writer);
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 40 && char.IsAsciiLetterLower(text[0]) && text.All(char.IsAsciiLetterOrDigit);
}
