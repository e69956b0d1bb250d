using System.Runtime.InteropServices;

namespace Platform.Scripting.Processes;

/// <summary>
/// Processor time of another process, by the clock that Linux has for each. The same stands in <c>/proc</c>, which takes a hundred times as long to read, and is asked for after every lease.
/// </summary>
internal static class ProcessorClock
{
    // The time that a scheduler counts, of the whole process; see clock_getcpuclockid(3) and the kernel's include/linux/posix-timers.h.
    private const int OfScheduler = 2;

    /// <summary>The time; null where there is no such clock, or the process is gone.</summary>
    public static TimeSpan? Of(int process)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return null;
        return GetTime((~process << 3) | OfScheduler, out Time time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000) : null;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
