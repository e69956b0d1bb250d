using System.Text;
using System.Text.Json;

namespace Platform.GraphQL.Execution;

/// <summary>JSON values as text: for what they say, and for messages that show them.</summary>
internal static class JsonText
{
    private const int LongestShown = 1000;
    private const int MostItems = 10;
    private const int DeepestShown = 2;

    /// <summary>The text of a JSON string; null for other values, and for escapes that are half of a surrogate pair.</summary>
    public static string? Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A value as messages show it: like a literal of JavaScript, with long and deep parts left out.</summary>
    public static string Show(JsonElement value)
    {
        StringBuilder text = new();
        Show(value, text, 0);
        return text.Length <= LongestShown ? text.ToString() : text.ToString(0, LongestShown) + "...";
    }

    private static void Show(JsonElement value, StringBuilder text, int depth)
    {
        if (text.Length > LongestShown)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ShowObject(value, text, depth);
                break;
            case JsonValueKind.Array:
                ShowArray(value, text, depth);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void ShowObject(JsonElement value, StringBuilder text, int depth)
    {
        if (value.GetPropertyCount() == 0)
        {
            text.Append("{}");
            return;
        }
        if (depth >= DeepestShown)
        {
            text.Append("[Object]");
            return;
        }
        string separator = "{ ";
        foreach (JsonProperty property in value.EnumerateObject())
        {
            text.Append(separator).Append(property.Name).Append(": ");
            Show(property.Value, text, depth + 1);
            separator = ", ";
        }
        text.Append(" }");
    }

    private static void ShowArray(JsonElement value, StringBuilder text, int depth)
    {
        int length = value.GetArrayLength();
        if (length > 0 && depth >= DeepestShown)
        {
            text.Append("[Array]");
            return;
        }
        text.Append('[');
        int shown = 0;
        foreach (JsonElement item in value.EnumerateArray().Take(MostItems))
        {
            if (shown++ > 0)
                text.Append(", ");
            Show(item, text, depth + 1);
        }
        if (length - shown == 1)
            text.Append(", ... 1 more item");
        else if (length > shown)
            text.Append(", ... ").Append(length - shown).Append(" more items");
        text.Append(']');
    }
}
