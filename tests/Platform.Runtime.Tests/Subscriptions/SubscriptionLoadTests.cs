using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Hosting;
using Platform.Runtime.Subscriptions;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>Many subscribers, and those who do not keep up.</summary>
public sealed class SubscriptionLoadTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    [Fact]
    public async Task Five_hundred_subscribers_are_each_told_what_they_may_know()
    {
        List<(HttpClient Client, Guid UserId)> sellers = [];
        for (int i = 0; i < 20; i++)
        {
            (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
            sellers.Add((client, user));
        }

        List<EventReader>[] readers = new List<EventReader>[sellers.Count];
        for (int i = 0; i < sellers.Count; i++)
        {
            readers[i] = [.. await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => EventReader.OpenAsync(sellers[i].Client, "subscription { dealChanged { id record { title } } }")))];
        }

        Assert.Equal(500, tenant.Host.Services.GetRequiredService<EventFeed>().Streams.Count);
        for (int round = 0; round < 3; round++)
        {
            foreach ((_, Guid user) in sellers) await WatchedTenant.CreateAsync(tenant.Admin, new { title = $"{user} {round}", owner = user });
            string[][] told = await Task.WhenAll(readers.Select(async own => await Task.WhenAll(own.Select(async r => (await r.DataAsync()).GetProperty("record").GetProperty("title").GetString()!))));
            for (int i = 0; i < sellers.Count; i++) Assert.All(told[i], title => Assert.Equal($"{sellers[i].UserId} {round}", title));
        }

        foreach (EventReader reader in readers.SelectMany(r => r)) await reader.DisposeAsync();
        foreach ((HttpClient client, _) in sellers) client.Dispose();
        await Eventually.HoldsAsync(() => tenant.Host.Services.GetRequiredService<EventFeed>().Streams.Count == 0, "streams remain whose clients went");
    }

    [Fact]
    public async Task A_consumer_that_does_not_keep_up_is_told_so_and_can_come_back()
    {
        // A node whose clock stands still, so that the consumer is not cut off for taking nothing meanwhile.
        await using RunningHost node = await tenant.StartNodeAsync(new ManualTime(), new SubscriptionOptions());
        using HttpClient there = WatchedTenant.ClientOf(node, tenant.Admin);
        EventFeed feed = node.Services.GetRequiredService<EventFeed>();
        await using EventReader reader = await EventReader.OpenAsync(there, "subscription { dealChanged { record { title notes } b: record { notes } c: record { notes } d: record { notes } } }");
        EventStream stream = Assert.Single(feed.Streams);
        // Commits in quick succession are handed over together: one that has been told to somebody else is a group of its own.
        await using EventReader prompt = await EventReader.OpenAsync(there, "subscription { dealChanged { id } }");
        string notes = new('x', 30_000);
        int written = 0;
        while (!stream.IsOverrun)
        {
            Assert.True(written < 2_000, "The queue has no bound.");
            await WatchedTenant.CreateAsync(tenant.Admin, new { title = $"deal {written++}", notes });
            await prompt.DataAsync();
        }

        List<string> seen = [];
        string reason = "";
        while (await reader.NextAsync() is ("next", var body))
        {
            if (body.TryGetProperty("errors", out JsonElement errors)) reason = errors[0].GetProperty("extensions").GetProperty("reason").GetString()!;
            else seen.Add(body.GetProperty("data").GetProperty("dealChanged").GetProperty("record").GetProperty("title").GetString()!);
        }

        Assert.Equal("SLOW_CONSUMER", reason);
        await using EventReader again = await EventReader.OpenAsync(there, "subscription { dealChanged { record { title } } }", lastEventId: reader.LastEventId);
        while (seen.Count < written) seen.Add((await again.DataAsync()).GetProperty("record").GetProperty("title").GetString()!);
        Assert.Equal(Enumerable.Range(0, written).Select(i => $"deal {i}"), seen);
    }
}
