using System.Globalization;

namespace Platform.GraphQL.Schema;

/// <summary>Instants of ISO 8601 with an offset.</summary>
internal static class IsoInstant
{
    private static readonly string[] Formats =
        [.. from fraction in (string[])["", ".f", ".ff", ".fff", ".ffff", ".fffff", ".ffffff"] select $"yyyy-MM-dd'T'HH:mm:ss{fraction}K",
         "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The instant in UTC as a boxed <see cref="DateTime"/>, or null: no offset, finer than a microsecond, outside the years 1 to 9999.</summary>
    public static object? Parse(string text)
    {
        bool hasOffset = text.Length > 10 && (text.EndsWith('Z') || text.AsSpan(10).IndexOfAny('+', '-') > 0);
        if (!hasOffset) return null;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)
            ? instant.UtcDateTime
            : null;
    }
}
