using System.Globalization;

namespace Platform.Runtime.Configuration;

/// <summary>How long the platform keeps what it tells and what became of it, in days.</summary>
/// <param name="Notifications">Notifications, read or not.</param>
/// <param name="Attempts">Attempts of deliveries, with the beginnings of what was sent and answered.</param>
/// <param name="SetAside">Messages that were set aside.</param>
public sealed record RetentionOptions(int Notifications = 180, int Attempts = 14, int SetAside = 30)
{
    private const string Variable = "PLATFORM_RETENTION";
    private const int Most = 3660;

    /// <summary>Reads <c>notifications=180,attempts=14,setAside=30</c>; what the text leaves out keeps its default.</summary>
    /// <exception cref="PlatformOptionsException">A name is unknown, or a value is no number of days.</exception>
    public static RetentionOptions Read(string? text)
    {
        RetentionOptions options = new();
        foreach (string entry in text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            bool isNumber = int.TryParse(entry[(entry.IndexOf('=', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is >= 1 and <= Most;
            options = (isNumber ? entry.Split('=')[0] : string.Empty) switch
            {
                "notifications" => options with { Notifications = days },
                "attempts" => options with { Attempts = days },
                "setAside" => options with { SetAside = days },
                _ => throw new PlatformOptionsException($"{Variable}: '{entry}' is not how long something is kept. Known are notifications, attempts and setAside, each with a number of days from 1 to {Most}."),
            };
        }

        return options;
    }
}
