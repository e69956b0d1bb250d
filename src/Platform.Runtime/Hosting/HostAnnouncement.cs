using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Hosting;

/// <summary>Tells the person at the terminal where the host is and how to sign in.</summary>
internal static class HostAnnouncement
{
    internal static void Print(WebApplication app, PlatformOptions options)
    {
        string url = app.Urls.First();
        if (options.Listen == "localhost") url = $"http://localhost:{new Uri(url).Port}";
        Console.WriteLine();
        Console.WriteLine($"  Open      {url}");
        Console.WriteLine($"  {app.Services.GetRequiredService<FirstRun>().SignIn(options)}");
        Console.WriteLine("  Stop      Ctrl-C");
        Console.WriteLine();
    }
}
