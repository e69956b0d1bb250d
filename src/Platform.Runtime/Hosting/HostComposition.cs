using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Platform.Runtime.Approvals;
using Platform.Runtime.Backup;
using Platform.Runtime.Catalog;
using Platform.Runtime.Comments;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Demo;
using Platform.Runtime.Design;
using Platform.Runtime.Files;
using Platform.Runtime.Hooks;
using Platform.Runtime.Hosting.Metrics;
using Platform.Runtime.Identity;
using Platform.Runtime.Inbound;
using Platform.Runtime.Mail;
using Platform.Runtime.Operations;
using Platform.Runtime.Outbound;
using Platform.Runtime.Pipelines;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Runtime.Secrets;
using Platform.Runtime.Subscriptions;
using Platform.Runtime.Tasks;
using Platform.Runtime.Timers;
using Platform.Runtime.Traces;
using Platform.Runtime.Webhooks;
using Platform.Runtime.Workspace;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hosting;

/// <summary>Puts the host together: which services there are, and what a request passes through. Each area adds its own line.</summary>
public static class HostComposition
{
    /// <summary>Builds the web application; it is not started.</summary>
    /// <param name="options">Options of the host.</param>
    /// <param name="database">The running, migrated database.</param>
    /// <param name="replace">Puts other services in the place of some; null for none.</param>
    public static WebApplication Build(PlatformOptions options, DatabaseServer database, Action<IServiceCollection>? replace = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostComposition).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigureLogging(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => ConfigureServer(kestrel, options));
        // A request goes on where its bytes were read, on a thread of the pool like any other: two changes of threads less for each. Nothing here waits without giving its thread back.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        AddServices(builder.Services, options, database);
        replace?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        // Counts from the first request on, not from the first time somebody asks.
        app.Services.GetRequiredService<MetricRegistry>();
        MapRequests(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, PlatformOptions options, DatabaseServer database)
    {
        services.AddSingleton(options);
        services.AddSingleton(database);
        services.AddSingleton(database.DataSource);
        services.AddSingleton(new RecordConnections(database.DataSource, database.PlannedOnce));
        services.AddSingleton(TimeProvider.System);
        services.AddDbContextFactory<CatalogContext>(builder => CatalogOptions.Configure(builder, database.DataSource));
        services.AddHostedService<DatabaseNotifications>();
        services.AddHostedService<DatabaseKeeper>();
        services.AddSingleton<MetricRegistry>();
        services.AddIdentity();
        services.AddHooks();
        services.AddTraces();
        services.AddWriting();
        services.AddPublishing();
        services.AddDesign();
        services.AddOperations();
        services.AddRecords();
        services.AddSubscriptions();
        services.AddTimers();
        services.AddApprovals();
        services.AddPipelines();
        services.AddDeliveries();
        services.AddTasks();
        services.AddMail();
        services.AddOutbound();
        services.AddSecrets();
        services.AddWebhooks();
        services.AddInbound();
        services.AddDemoData();
        services.AddFiles();
        services.AddBackup();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/graphql-response+json"];
        });
    }

    /// <summary>The way of a request, from the outside in.</summary>
    private static void MapRequests(WebApplication app, PlatformOptions options)
    {
        if (options.TrustedProxies.Count > 0) app.UseForwardedHeaders(BelieveProxies(options.TrustedProxies));
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseResponseCompression();
        WebAssetStore assets = WebAssetStore.Load(options.WebDirectory);
        app.UseMiddleware<GraphiQLPage>(assets);
        app.UseRouting();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseMiddleware<IdentityMiddleware>();
        app.MapHealth();
        app.MapMetrics();
        app.MapIdentity();
        app.MapDesign();
        app.MapSchemas();
        app.MapRecords();
        app.MapSubscriptions();
        app.MapWorkspace();
        app.MapComments();
        app.MapMail();
        app.MapFiles();
        app.MapInbound();
        app.MapWebApp(assets);
    }

    private static void ConfigureServer(KestrelServerOptions kestrel, PlatformOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 10 * 1024 * 1024;
        // GraphQL queries by GET are long; what is too long for them is refused with a message (ReadingOptions.MaxAddressLength).
        kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        if (options.Listen == "*") kestrel.ListenAnyIP(options.Port);
        else if (options.Listen == "localhost" && options.Port != 0) kestrel.ListenLocalhost(options.Port);
        else if (options.Listen == "localhost") kestrel.Listen(IPAddress.Loopback, 0);
        else if (IPAddress.TryParse(options.Listen, out IPAddress? address)) kestrel.Listen(address, options.Port);
        else throw new PlatformOptionsException($"--listen must be localhost, * or an IP address, not '{options.Listen}'.");
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Failed requests are reported once, by ProblemMiddleware.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        // Has nothing to say that passes, and would make an activity for every request to say it in; traces make their own.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Npgsql", LogLevel.Error);
    }

    private static ForwardedHeadersOptions BelieveProxies(IEnumerable<string> proxies)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (string proxy in proxies)
        {
            if (!IPAddress.TryParse(proxy, out IPAddress? address))
                throw new PlatformOptionsException($"PLATFORM_TRUSTED_PROXIES: '{proxy}' is no IP address.");
            forwarded.KnownProxies.Add(address);
        }
        return forwarded;
    }
}
