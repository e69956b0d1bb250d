using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Benchmarks.Deliveries;

/// <summary>Calls of a webhook that wait in the outbox, to a receiver on the same machine: how many go out in a second, in order of each record.</summary>
internal static class DeliveryBenchmark
{
    private const int Records = 200, EventsOfRecord = 50;
    private const double LeastPerSecond = 1_000;

    /// <summary>Runs it; the number of limits that were missed.</summary>
    public static async Task<int> RunAsync()
    {
        ConcurrentDictionary<string, ConcurrentQueue<int>> received = [];
        int count = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication receiver = await ReceiverAsync(async body =>
        {
            JsonElement data = (await JsonSerializer.DeserializeAsync<JsonElement>(body)).GetProperty("data");
            received.GetOrAdd(data.GetProperty("id").GetString()!, _ => []).Enqueue(data.GetProperty("n").GetInt32());
            if (Interlocked.Increment(ref count) == Records * EventsOfRecord) all.TrySetResult();
        });
        await using BenchHost host = await BenchHost.StartAsync();
        string address = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await host.AskAsync("/metadata", "mutation { setSecret(name: \"bench\") { generated } }");
        await host.ApplyAsync("""{"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"}]}""");
        await host.ApplyAsync($$"""{"kind":"webhook","name":"deals","label":"Deals","object":"Deal","events":["update"],"url":"{{address}}","secret":"bench"}""");
        long began = Stopwatch.GetTimestamp();
        await host.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO platform.outbox (tenant_id, topic, target, lane, key, payload)
            SELECT t.id, 'webhook', 'deals', 'r' || r, 'msg_' || n || '_' || r,
                jsonb_build_object('type', 'Deal.update', 'timestamp', '2026-01-01T00:00:00Z', 'data', jsonb_build_object('object', 'Deal', 'id', 'r' || r, 'n', n, 'record', jsonb_build_object('title', repeat('x', 300))))
            FROM platform.tenants AS t, generate_series(1, {{EventsOfRecord}}) AS n, generate_series(1, {{Records}}) AS r ORDER BY n, r
            """));
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double rate = Records * EventsOfRecord / seconds;
        bool isOrdered = received.Values.All(n => n.SequenceEqual(Enumerable.Range(1, EventsOfRecord)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"deliveries: {Records * EventsOfRecord} calls about {Records} records in {seconds:0.0} s: {rate:0} a second (at least {LeastPerSecond:0}), in order of each record: {isOrdered}"));
        return (rate < LeastPerSecond ? 1 : 0) + (isOrdered ? 0 : 1);
    }

    private static async Task<WebApplication> ReceiverAsync(Func<Stream, Task> take)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(async context => await take(context.Request.Body));
        await app.StartAsync();
        return app;
    }
}
