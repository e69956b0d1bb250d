using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Platform.Scripting.Limits;

namespace Platform.Runtime.Configuration;

/// <summary>Reads limits of hooks: <c>cpuMs=500,heapMb=64,workers=8</c>. Names and units are those of <see cref="ScriptLimits"/> and <see cref="WorkerLimits"/>.</summary>
internal static class HookLimitsReader
{
    private const string Variable = "PLATFORM_HOOKS";

    /// <summary>The limits; those that the text leaves out keep their defaults.</summary>
    /// <exception cref="PlatformOptionsException">A name is unknown, or a value is no limit.</exception>
    public static (ScriptLimits Scripts, WorkerLimits Workers) Read(string? text)
    {
        ScriptLimits scripts = new();
        WorkerLimits workers = new();
        foreach (string entry in text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            string[] parts = entry.Split('=', 2);
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || !(Set(scripts, parts[0], value) || Set(workers, parts[0], value)))
            {
                throw new PlatformOptionsException($"{Variable}: '{entry}' is not a limit of hooks. Known are {string.Join(", ", Names<ScriptLimits>().Concat(Names<WorkerLimits>()))}, each with a whole number.");
            }
        }

        try
        {
            return (scripts.Checked(), workers.Checked());
        }
        catch (ArgumentOutOfRangeException failure)
        {
            throw new PlatformOptionsException($"{Variable}: {failure.Message.Split('\n')[0]}");
        }
    }

    private static IEnumerable<string> Names<T>() =>
        typeof(T).GetProperties().Where(p => p.PropertyType == typeof(int)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    // Both are fresh instances that nobody else has yet.
    private static bool Set<T>(T limits, string name, int value)
    {
        PropertyInfo? property = typeof(T).GetProperties().FirstOrDefault(p => p.PropertyType == typeof(int) && JsonNamingPolicy.CamelCase.ConvertName(p.Name) == name);
        property?.SetValue(limits, value);
        return property is not null;
    }
}
