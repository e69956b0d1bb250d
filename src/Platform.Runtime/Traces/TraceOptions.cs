using System.Globalization;
using Platform.Runtime.Configuration;

namespace Platform.Runtime.Traces;

/// <summary>Which traces of transactions are kept, and for how long (decision 0069).</summary>
public sealed record TraceOptions
{
    private const string Variable = "PLATFORM_TRACES";

    /// <summary>How long a trace is kept, in days; 0 to 365. 0: none are kept, and nothing is traced.</summary>
    public int Days { get; init; } = 7;

    /// <summary>How much the traces of a tenant take, compressed, in MiB; 1 to 10,240: half of it for those in which scripts fail, half for the others. The oldest make way.</summary>
    public int Mib { get; init; } = 64;

    /// <summary>How many transactions of a tenant in which scripts run well are kept on a node in a minute; 0 to 10,000. Those in which one fails are kept always, up to 600 or as many as these.</summary>
    public int PerMinute { get; init; } = 30;

    /// <summary>Reads <c>days=7,mib=64,perMinute=30</c>; what is left out keeps its default.</summary>
    /// <exception cref="PlatformOptionsException">A name is unknown, or a value out of its bounds.</exception>
    public static TraceOptions Read(string? text)
    {
        TraceOptions options = new();
        foreach (string entry in text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            string[] parts = entry.Split('=', 2);
            options = (parts[0], Number(parts)) switch
            {
                ("days", >= 0 and <= 365 and var days) => options with { Days = days },
                ("mib", >= 1 and <= 10_240 and var mib) => options with { Mib = mib },
                ("perMinute", >= 0 and <= 10_000 and var count) => options with { PerMinute = count },
                _ => throw new PlatformOptionsException(
                    $"{Variable}: '{entry}' is not understood. Known are days (0 to 365), mib (1 to 10240) and perMinute (0 to 10000), each with a whole number."),
            };
        }

        return options;
    }

    private static int Number(string[] parts) => parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
