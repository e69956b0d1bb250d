using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Platform.Expressions.Values;

/// <summary>Time zones by IANA name or fixed offset (<c>+08:00</c>).</summary>
public static class TimeZones
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Known = new(StringComparer.Ordinal);

    /// <summary>Finds a zone.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        if (Known.TryGetValue(name, out zone)) return true;
        if (name.Length > 64) return false;
        if (TryOffset(name, out TimeSpan offset)) zone = TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        else if (!HasForm(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)) return false;
        Known[name] = zone;
        return true;
    }

    /// <summary>Reads <c>+08:00</c> or <c>-08:00</c>.</summary>
    public static bool TryOffset(string name, out TimeSpan offset)
    {
        offset = default;
        if (name.Length != 6 || name[0] is not ('+' or '-') || name[3] != ':') return false;
        bool read = int.TryParse(name.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            & int.TryParse(name.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes);
        if (!read || hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (name[0] == '-') offset = -offset;
        return true;
    }

    // Windows knows zones by other names, too, and PostgreSQL by abbreviations; only IANA's are the same everywhere.
    private static bool HasForm(string name) => name == "UTC" || name.Contains('/', StringComparison.Ordinal);
}
