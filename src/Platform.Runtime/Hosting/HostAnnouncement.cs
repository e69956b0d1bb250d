using Platform.Runtime.Configuration;
using Platform.Runtime.Demo;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Hosting;

/// <summary>Tells the person at the terminal where the host is and how to sign in.</summary>
internal static class HostAnnouncement
{
    internal static void Print(RunningHost host, PlatformOptions options)
    {
        string url = options.Listen == "localhost" ? $"http://localhost:{host.Address.Port}" : host.Address.ToString();
        Console.WriteLine();
        Console.WriteLine($"  Open      {url}");
        Console.WriteLine($"  {host.Services.GetRequiredService<FirstRun>().SignIn(options)}");
        foreach (string line in host.Services.GetRequiredService<DemoSignIns>().Announce()) Console.WriteLine("  " + line);
        Console.WriteLine("  Stop      Ctrl-C");
        Console.WriteLine();
    }
}
