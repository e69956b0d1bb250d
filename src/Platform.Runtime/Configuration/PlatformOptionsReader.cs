using System.Globalization;
using System.Net;
using Platform.Runtime.Demo;
using Platform.Runtime.Traces;
using Platform.Scripting.Limits;

namespace Platform.Runtime.Configuration;

/// <summary>Reads <see cref="PlatformOptions"/> from the command line and the environment.</summary>
public static class PlatformOptionsReader
{
    /// <summary>How the host is called, one option a line.</summary>
    public const string Usage =
        """
        Usage: ./platform run [options]
          --port N          port of the web server                          PLATFORM_PORT           5080
          --listen ADDRESS  localhost, an address, or * for all             PLATFORM_LISTEN         localhost
          --data DIR        data directory                                  PLATFORM_DATA           .platform/data
          --database CONN   PostgreSQL 16 or newer, instead of the embedded PLATFORM_DATABASE
          --demo [S|M|L]    load demo data: thousand, hundred thousand or   PLATFORM_DEMO           S
                            a million opportunities
          --fresh           start with an empty data directory of its own   PLATFORM_FRESH
        By environment alone:
          PLATFORM_ADMIN_PASSWORD     password of the first administrator (otherwise generated)
          PLATFORM_DEMO_PASSWORD      password of the people of the demo data (otherwise generated)
          PLATFORM_DATABASE_PORT      port on 127.0.0.1 for tools that use the embedded database
          PLATFORM_SESSION_HOURS      how long a sign-in lasts (168)
          PLATFORM_METRICS_TOKEN      bearer token that opens /metrics from other machines
          PLATFORM_TRUSTED_PROXIES    addresses of reverse proxies, separated by commas
          PLATFORM_OUTBOUND_ALLOW     networks that webhooks and hooks may call though they are not public,
                                      as 10.1.0.0/16, separated by commas
          PLATFORM_MAIL_HOST          SMTP server for mail; also PLATFORM_MAIL_PORT (587), PLATFORM_MAIL_TLS (starttls,
                                      implicit or none), PLATFORM_MAIL_FROM, PLATFORM_MAIL_USER, PLATFORM_MAIL_PASSWORD
          PLATFORM_PUBLIC_URL         where people open the application, for links in mails
          PLATFORM_DEMO_ANCHOR        day that the demo data take for today, as 2025-06-30 (the present day)
          PLATFORM_HOOKS              limits of hooks, as cpuMs=500,heapMb=64,workers=8 (docs/operating.md)
          PLATFORM_TRACES             which traces are kept, as days=7,mib=64,perMinute=30 (docs/operating.md)
          PLATFORM_RETENTION          days for which things are kept: notifications=180,attempts=14,setAside=30
          PLATFORM_FILES_GIB          GiB that the files of one tenant take at most (50)
          PLATFORM_WEB, PLATFORM_APPS folders of the built web app and of the app packages
        Every variable can also be given as NAME_FILE: the path of a file that holds the value.
        """;

    /// <summary>Reads the options.</summary>
    /// <param name="arguments">Command line after <c>run</c>.</param>
    /// <param name="environment">Looks an environment variable up; null when it is not set.</param>
    /// <exception cref="PlatformOptionsException">An option is unknown, lacks its value, or has one that can't be.</exception>
    public static PlatformOptions Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        Dictionary<string, string> flags = ReadFlags(arguments);
        string? Value(string name, string? flag = null) =>
            flag is not null && flags.TryGetValue(flag, out string? given) ? given : FromEnvironment(name, environment);

        bool fresh = Switch(Value("PLATFORM_FRESH", "--fresh"), "--fresh");
        string? database = Value("PLATFORM_DATABASE", "--database");
        string data = Path.GetFullPath(Value("PLATFORM_DATA", "--data") ?? Path.Combine(".platform", "data"));
        if (fresh && database is not null)
            throw new PlatformOptionsException("--fresh starts an empty embedded database, and --database names another one: give one of them.");
        (ScriptLimits hookLimits, WorkerLimits hookWorkers) = HookLimitsReader.Read(Value("PLATFORM_HOOKS"));
        return new PlatformOptions
        {
            Mail = MailOptionsReader.Read(name => Value(name)),
            PublicUrl = MailOptionsReader.PublicUrl(Value("PLATFORM_PUBLIC_URL")),
            HookLimits = hookLimits,
            HookWorkers = hookWorkers,
            Retention = RetentionOptions.Read(Value("PLATFORM_RETENTION")),
            FilesGib = Number(Value("PLATFORM_FILES_GIB") ?? "50", "PLATFORM_FILES_GIB", 1, 1_000_000),
            Traces = TraceOptions.Read(Value("PLATFORM_TRACES")),
            Port = Number(Value("PLATFORM_PORT", "--port") ?? "5080", "--port", 0, 65535),
            Listen = Value("PLATFORM_LISTEN", "--listen") ?? "localhost",
            DataDirectory = fresh ? FreshDirectory(data) : data,
            Database = database,
            DatabasePort = Value("PLATFORM_DATABASE_PORT") is { } port ? Number(port, "PLATFORM_DATABASE_PORT", 1, 65535) : null,
            Demo = Size(Value("PLATFORM_DEMO", "--demo")),
            DemoAnchor = Date(Value("PLATFORM_DEMO_ANCHOR"), "PLATFORM_DEMO_ANCHOR"),
            Fresh = fresh,
            AdministratorPassword = Value("PLATFORM_ADMIN_PASSWORD"),
            DemoPassword = Value("PLATFORM_DEMO_PASSWORD"),
            WebDirectory = Folder(Value("PLATFORM_WEB"), "PLATFORM_WEB") ?? FindAbove(Path.Combine("web", "dist")),
            AppsDirectory = Folder(Value("PLATFORM_APPS"), "PLATFORM_APPS") ?? FindAbove("apps"),
            SessionLifetime = TimeSpan.FromHours(Number(Value("PLATFORM_SESSION_HOURS") ?? "168", "PLATFORM_SESSION_HOURS", 1, 8784)),
            MetricsToken = Value("PLATFORM_METRICS_TOKEN"),
            TrustedProxies = Value("PLATFORM_TRUSTED_PROXIES")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            OutboundAllowed = Networks(Value("PLATFORM_OUTBOUND_ALLOW"), "PLATFORM_OUTBOUND_ALLOW"),
        };
    }

    private static Dictionary<string, string> ReadFlags(IReadOnlyList<string> arguments)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            switch (parts[0])
            {
                case "--demo" when parts.Length == 1 && i + 1 < arguments.Count && IsSize(arguments[i + 1]):
                    flags[parts[0]] = arguments[++i];
                    break;
                case "--demo" or "--fresh":
                    flags[parts[0]] = parts.Length == 2 ? parts[1] : "true";
                    break;
                case "--port" or "--listen" or "--data" or "--database":
                    if (parts.Length == 1 && i + 1 == arguments.Count) throw new PlatformOptionsException($"{parts[0]} needs a value.");
                    flags[parts[0]] = parts.Length == 2 ? parts[1] : arguments[++i];
                    break;
                default:
                    throw new PlatformOptionsException($"Unknown option '{arguments[i]}'.");
            }
        }
        return flags;
    }

    private static string? FromEnvironment(string name, Func<string, string?> environment)
    {
        if (environment(name) is { Length: > 0 } value) return value;
        if (environment(name + "_FILE") is not { Length: > 0 } file) return null;
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new PlatformOptionsException($"{name}_FILE names '{file}', which can't be read: {unreadable.Message}");
        }
    }

    private static int Number(string text, string name, int least, int most)
    {
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most;
        return valid ? number : throw new PlatformOptionsException($"{name} must be a number from {least} to {most}, not '{text}'.");
    }

    private static bool Switch(string? text, string name) => text switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw new PlatformOptionsException($"{name} is either true or false, not '{text}'."),
    };

    private static bool IsSize(string text) => text is "S" or "M" or "L";

    private static DemoSize? Size(string? text) => text switch
    {
        null or "false" or "0" => null,
        "true" or "1" => DemoSize.S,
        _ when IsSize(text) => Enum.Parse<DemoSize>(text),
        _ => throw new PlatformOptionsException($"--demo is S, M or L, not '{text}'."),
    };

    private static DateOnly? Date(string? text, string name)
    {
        if (text is null) return null;
        bool valid = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        return valid ? date : throw new PlatformOptionsException($"{name} must be a date such as 2025-06-30, not '{text}'.");
    }

    private static IReadOnlyList<IPNetwork> Networks(string? text, string name) =>
    [
        .. (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
            IPNetwork.TryParse(part, out IPNetwork network)
                ? network
                : throw new PlatformOptionsException($"{name}: '{part}' is no network such as 10.1.0.0/16.")),
    ];

    private static string? Folder(string? path, string name) => path is null || Directory.Exists(path)
        ? path
        : throw new PlatformOptionsException($"{name} names '{path}', which is no folder.");

    /// <summary>Beside the ordinary data directory, so that it is on the same disk and as easily found.</summary>
    private static string FreshDirectory(string data) =>
        string.Create(CultureInfo.InvariantCulture, $"{data}-fresh-{Environment.ProcessId}");

    private static string? FindAbove(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(path)) return path;
        }
        return null;
    }
}
