using System.Globalization;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Planning;

/// <summary>Coerced values in the forms of JSON, which the write pipeline reads.</summary>
internal static class PlainForms
{
    /// <summary>Dates, times and durations as ISO 8601 text, enum values as names, everything else as it is.</summary>
    public static object? Of(object? value) => value switch
    {
        EnumValueDefinition member => member.Name,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        long seconds => string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? "-" : "")}PT{Math.Abs(seconds)}S"),
        IReadOnlyDictionary<string, object?> members => IsPlain(members.Values) ? members : members.ToDictionary(m => m.Key, m => Of(m.Value)),
        string => value,
        IReadOnlyList<object?> items => IsPlain(items) ? items : items.Select(Of).ToList(),
        _ => value,
    };

    // What is in form already, as most inputs are, is not copied.
    private static bool IsPlain(IEnumerable<object?> values)
    {
        foreach (object? value in values)
        {
            if (!ReferenceEquals(Of(value), value)) return false;
        }

        return true;
    }
}
