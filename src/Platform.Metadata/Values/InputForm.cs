using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values;

/// <summary>
/// One view of the forms in which a value arrives from JSON or GraphQL: text, numbers, booleans, lists and objects as plain .NET values
/// (<see cref="IReadOnlyList{T}"/> and <see cref="IReadOnlyDictionary{TKey, TValue}"/> of <c>object?</c>) or as a <see cref="JsonElement"/>.
/// </summary>
internal static class InputForm
{
    /// <summary>True for null and JSON null.</summary>
    public static bool IsNull([NotNullWhen(false)] object? input) =>
        input is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    /// <summary>The text, if the input is a string; text that is no Unicode is a problem of its own.</summary>
    public static bool TryText(object input, [NotNullWhen(true)] out string? text)
    {
        text = input as string;
        if (input is JsonElement { ValueKind: JsonValueKind.String } element) text = ReadString(element);
        return text is not null;
    }

    /// <summary>The exact digits, if the input is a number.</summary>
    public static bool TryNumber(object input, [NotNullWhen(true)] out string? number)
    {
        number = input switch
        {
            JsonElement { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
            int or long or decimal => ((IFormattable)input).ToString(null, CultureInfo.InvariantCulture),
            double value => value.ToString("R", CultureInfo.InvariantCulture),
            _ => null,
        };
        return number is not null;
    }

    /// <summary>The truth value, if the input is one.</summary>
    public static bool TryBoolean(object input, out bool value)
    {
        value = input is true or JsonElement { ValueKind: JsonValueKind.True };
        return value || input is false or JsonElement { ValueKind: JsonValueKind.False };
    }

    /// <summary>The elements, if the input is a list; a single value is no list here.</summary>
    public static bool TryList(object input, [NotNullWhen(true)] out IReadOnlyList<object?>? items)
    {
        items = input switch
        {
            IReadOnlyList<object?> list => list,
            JsonElement { ValueKind: JsonValueKind.Array } element => [.. element.EnumerateArray().Select(e => (object?)e)],
            _ => null,
        };
        return items is not null;
    }

    /// <summary>The members, if the input is an object; of repeated names the last counts.</summary>
    public static bool TryMembers(object input, [NotNullWhen(true)] out IReadOnlyDictionary<string, object?>? members)
    {
        members = input switch
        {
            IReadOnlyDictionary<string, object?> dictionary => dictionary,
            JsonElement { ValueKind: JsonValueKind.Object } element => Members(element),
            _ => null,
        };
        return members is not null;
    }

    private static Dictionary<string, object?> Members(JsonElement element)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject()) members[property.Name] = property.Value;
        return members;
    }

    private static string ReadString(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair cannot be decoded; this text is refused by every rule as InvalidUnicode.
            return "\ud800";
        }
    }
}
