using System.Runtime.CompilerServices;

namespace Platform.Runtime.Database;

/// <summary>Settings of the driver that must stand before it is first used.</summary>
internal static class DriverSettings
{
    /// <summary>
    /// The first and last date of the calendar are dates like others. Without this the driver would write 0001-01-01 as <c>-infinity</c> and 9999-12-31 as
    /// <c>infinity</c>.
    /// </summary>
    [ModuleInitializer]
    internal static void KeepCalendarEnds() => AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
}
