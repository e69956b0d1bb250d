using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>
/// Result coercion of leaves (section 3.5 and 3.9): what a resolver returned into a string, bool, int, long, double or JSON. Exact
/// numbers travel as text.
/// </summary>
internal static class LeafOutput
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    /// <summary>The value to write, or a message that says why the type cannot represent it.</summary>
    public static (object? Value, string? Error) Coerce(NamedType type, object value)
    {
        object? coerced = type switch
        {
            EnumType @enum => EnumName(@enum, value),
            { Name: "Int" } => Int(value),
            { Name: "Float" } => Float(value),
            { Name: "Boolean" } => value as bool?,
            { Name: "String" } => value is string ? value : Text(value),
            { Name: "ID" } => value is string ? value : Id(value),
            _ => value is string or bool or int or long or double or JsonNode or JsonElement ? value : Text(value),
        };
        return coerced is null
            ? (null, $"{(type is EnumType ? $"Enum \"{type}\"" : type.Name)} cannot represent value: {Convert.ToString(value, CultureInfo.InvariantCulture)}")
            : (coerced, null);
    }

    /// <summary>The name of an enum's value, given as definition, name, or what was attached to the definition.</summary>
    private static string? EnumName(EnumType type, object value) => value switch
    {
        EnumValueDefinition definition => definition.Name,
        string name => type.Values.Find(name)?.Name,
        _ => type.Values.FirstOrDefault(candidate => Equals(candidate.Extension, value))?.Name,
    };

    private static object? Int(object value) => value switch
    {
        int => value,
        short or ushort or byte or sbyte => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        long and >= int.MinValue and <= int.MaxValue => (int)(long)value,
        double number when Math.Floor(number) == number && number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => null,
    };

    private static object? Float(object value) => value switch
    {
        double number => double.IsFinite(number) ? number : null,
        float number => float.IsFinite(number) ? (double)number : null,
        int or long or short or byte => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Id(object value) => value switch
    {
        Guid id => id.ToString("D"),
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Text(object value) => value switch
    {
        Guid id => id.ToString("D"),
        decimal or long or int or short or byte => Convert.ToString(value, CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture),
        DateTime instant => instant.ToUniversalTime().ToString(Instant, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        Uri uri => uri.ToString(),
        _ => null,
    };
}
