using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Testing;

/// <summary>An HTTP server on 127.0.0.1 that notes what it is asked and answers as the test says.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<LocalCall> _calls = [];

    private LocalServer(WebApplication app) => _app = app;

    /// <summary>Answers a call that was noted; 200 without a body unless it is set.</summary>
    public Func<LocalCall, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The calls, in the order in which they came in.</summary>
    public IReadOnlyList<LocalCall> Calls => [.. _calls];

    /// <summary>Where it listens, ending in a slash.</summary>
    public Uri Address => new(_app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer server
        ? server.Features.Get<IServerAddressesFeature>()!.Addresses.Single() : throw new InvalidOperationException());

    /// <summary>Starts a server.</summary>
    /// <param name="port">The port; 0 lets the system choose one.</param>
    public static async Task<LocalServer> StartAsync(int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        WebApplication app = builder.Build();
        LocalServer server = new(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers every call with a status, and a body of text if there is one.</summary>
    public void AnswerWith(int status, string? body = null) => Answer = async (_, context) =>
    {
        context.Response.StatusCode = status;
        if (body is not null) await context.Response.WriteAsync(body);
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        LocalCall call = new(
            context.Request.Method, context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        await Answer(call, context);
    }
}

/// <summary>A call to a <see cref="LocalServer"/>.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Headers by their names in lower case.</param>
/// <param name="Body">The body as text.</param>
public sealed record LocalCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
