using System.Net;
using Platform.Runtime.Demo;
using Platform.Runtime.Traces;
using Platform.Scripting.Limits;

namespace Platform.Runtime.Configuration;

/// <summary>What the operator asked for, by flags, environment variables (<c>PLATFORM_*</c>) or files, in that order of weight.</summary>
public sealed record PlatformOptions
{
    /// <summary>Port of the web server, 1 to 65535; 0 lets the system choose one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Address to listen on: <c>localhost</c>, <c>*</c> for all, or an IP address.</summary>
    public string Listen { get; init; } = "localhost";

    /// <summary>Absolute path of the data directory: the embedded database, files, generated secrets.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connection string of a PostgreSQL server; null to use the embedded one.</summary>
    public string? Database { get; init; }

    /// <summary>Port on 127.0.0.1 where the embedded server listens besides its Unix socket; null for none.</summary>
    public int? DatabasePort { get; init; }

    /// <summary>Size of the demo data to load into the first tenant, for each app that brings some and has no records yet; null for none.</summary>
    public DemoSize? Demo { get; init; }

    /// <summary>The day that the demo data take for today; null for the present day. Set it to get the same data on any day.</summary>
    public DateOnly? DemoAnchor { get; init; }

    /// <summary>Whether <see cref="DataDirectory"/> was made for this run alone and goes with it.</summary>
    public bool Fresh { get; init; }

    /// <summary>Password of the first administrator; null to generate one.</summary>
    public string? AdministratorPassword { get; init; }

    /// <summary>Password of the people of the demo data; null to generate one.</summary>
    public string? DemoPassword { get; init; }

    /// <summary>Folder of the built web app; null when it was not built.</summary>
    public string? WebDirectory { get; init; }

    /// <summary>Folder of the app packages; null when there is none.</summary>
    public string? AppsDirectory { get; init; }

    /// <summary>How long a sign-in lasts.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bearer token that opens <c>/metrics</c> from elsewhere than this machine; null: from this machine alone.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>
    /// Addresses of reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; empty for none.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Networks that webhooks and hooks may call though they are not public; empty for none.</summary>
    public IReadOnlyList<IPNetwork> OutboundAllowed { get; init; } = [];

    /// <summary>The server that takes mail; null to send none.</summary>
    public MailOptions? Mail { get; init; }

    /// <summary>Where people open the application, for links in mails; null: mails have none.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How long the platform keeps what it tells and what became of it.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>GiB that the files of one tenant take at most.</summary>
    public int FilesGib { get; init; } = 50;

    /// <summary>What one run of a hook may use.</summary>
    public ScriptLimits HookLimits { get; init; } = new();

    /// <summary>Which traces of transactions are kept, and for how long.</summary>
    public TraceOptions Traces { get; init; } = new();

    /// <summary>How many worker processes run hooks, and how tenants share them.</summary>
    public WorkerLimits HookWorkers { get; init; } = new();
}
