using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Hosting;
using Platform.Runtime.Subscriptions;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>A client whose connection is open and who takes nothing of what is sent to it.</summary>
public sealed class SilentClientTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    private const string Long = "subscription { dealChanged { id record { notes again: notes } } }", Short = "subscription { dealChanged { id } }";
    private static readonly SubscriptionOptions Options = new() { MaxStreamsPerUser = 1, QueueLength = 100_000 };
    private readonly ManualTime _clock = new();

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task A_client_that_takes_nothing_for_ten_seconds_is_cut_off_and_its_place_is_free(string encoding)
    {
        await using RunningHost node = await tenant.StartNodeAsync(_clock, Options);
        StreamPlaces places = node.Services.GetRequiredService<StreamPlaces>();
        ICollection<EventStream> Streams() => node.Services.GetRequiredService<EventFeed>().Streams;
        (HttpClient seller, _, Guid user) = await tenant.AddSellerAsync();
        using HttpClient there = WatchedTenant.ClientOf(node, seller), administrator = WatchedTenant.ClientOf(node, tenant.Admin);
        seller.Dispose();

        using SilentClient silent = await SilentClient.OpenAsync(node.Address, there.DefaultRequestHeaders.Authorization!.Parameter!, Long, encoding);
        await Eventually.HoldsAsync(() => Streams().Count == 1, "the stream has not begun");
        EventStream stream = Assert.Single(Streams());
        await using EventReader prompt = await EventReader.OpenAsync(administrator, Short);
        await FillAsync(prompt, user);

        // It is not cut before its time, and counts until then.
        _clock.Pass(Options.SlowConsumerGrace - TimeSpan.FromTicks(1));
        await using (EventReader refused = await EventReader.OpenAsync(there, Short)) Assert.Equal("TOO_MANY_STREAMS", await refused.EndAsync());
        Assert.Contains(stream, Streams());

        // However much the buffers on the way hold: at some time they are full.
        await Eventually.HoldsAsync(
            async () =>
            {
                if (Streams().Contains(stream)) await ChangeAsync(prompt, user);
                _clock.Pass(Options.SlowConsumerGrace);
                return places.TakenBy(tenant.TenantId, user) == 0;
            },
            "the stream of the client that takes nothing goes on");
        Assert.False(stream.IsOverrun);
        Assert.DoesNotContain(stream, Streams());
        Assert.DoesNotContain("event: complete", await silent.TakeAllAsync(), StringComparison.Ordinal);

        await using EventReader next = await EventReader.OpenAsync(there, Short);
        Guid told = await ChangeAsync(prompt, user);
        Assert.Equal(told, (await next.DataAsync()).GetProperty("id").GetGuid());
    }

    /// <summary>Changes records of a user until what was sent to them is not taken any more: one and the same sending waits while others are told of twenty changes.</summary>
    private async Task FillAsync(EventReader prompt, Guid user)
    {
        ITimer? before = null;
        for (int waited = 0, changes = 0; waited < 20; changes++)
        {
            Assert.True(changes < 2_000, "Nothing limits how long the server waits.");
            await ChangeAsync(prompt, user);
            ITimer? now = _clock.WaitingFor(Options.SlowConsumerGrace);
            waited = now is not null && now == before ? waited + 1 : 0;
            before = now;
        }
    }

    /// <summary>Makes a record that is told to its owner, and sees to it that it has been told to who listens.</summary>
    private async Task<Guid> ChangeAsync(EventReader prompt, Guid owner)
    {
        Guid id = await WatchedTenant.CreateAsync(tenant.Admin, new { title = "deal", notes = new string('x', 30_000), owner });
        Assert.Equal(id, (await prompt.DataAsync()).GetProperty("id").GetGuid());
        return id;
    }
}
