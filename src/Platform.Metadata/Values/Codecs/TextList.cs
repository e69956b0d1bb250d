using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Values.Codecs;

/// <summary>The forms that lists of texts share: <c>text[]</c> in the table, a list of strings in the API (a single string counts as a list of one).</summary>
internal static class TextList
{
    /// <summary>The strings of an input; false when it is something else.</summary>
    public static bool TryRead(object input, [NotNullWhen(true)] out List<string>? values)
    {
        values = null;
        if (InputForm.TryText(input, out string? single))
        {
            values = [single];
            return true;
        }

        if (!InputForm.TryList(input, out var items)) return false;
        List<string> read = new(items.Count);
        foreach (object? item in items)
        {
            if (InputForm.IsNull(item) || !InputForm.TryText(item, out string? text)) return false;
            read.Add(text);
        }

        values = read;
        return true;
    }

    /// <summary>Writes the list as a JSON array.</summary>
    public static void WriteJson(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (string entry in (EquatableArray<string>)value) writer.WriteStringValue(entry);
        writer.WriteEndArray();
    }

    /// <summary>The array that the driver takes.</summary>
    public static string[]? ToColumn(object? value) => value is EquatableArray<string> list ? [.. list] : null;

    /// <summary>The list of the driver's array; an empty array is blank.</summary>
    public static object? FromColumn(object? column) => column is string[] { Length: > 0 } array ? array.ToEquatableArray() : null;
}
