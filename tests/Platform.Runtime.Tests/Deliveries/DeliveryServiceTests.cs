using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Deliveries;

/// <summary>Messages on their way out of the database: in order, beside each other, through failures of receivers and nodes.</summary>
public sealed class DeliveryServiceTests(CatalogDatabase catalog) : IClassFixture<CatalogDatabase>
{
    // Messages have the database's time of writing: the clock begins there.
    private readonly SetTime _time = new(DateTimeOffset.UtcNow);
    private readonly DeliveryStore _store = new(catalog.DataSource);
    private readonly string _topic = "test" + Guid.NewGuid().ToString("N");
    private readonly DeliveryOptions _options = new() { Portion = 7 };

    [Fact]
    public async Task Messages_of_a_lane_go_out_in_order_and_lanes_beside_each_other()
    {
        Receiver receiver = new(_topic);
        for (int i = 0; i < 40; i++) await WriteAsync(i % 2 == 0 ? "even" : "odd", i);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Node(receiver).SweepAsync(CancellationToken.None)));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 2 * i), receiver.Of("even"));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (2 * i) + 1), receiver.Of("odd"));
        Assert.Equal(0L, await WaitingAsync());
    }

    [Fact]
    public async Task A_lane_whose_receiver_is_down_for_a_day_loses_nothing_keeps_its_order_and_holds_up_no_other()
    {
        Receiver receiver = new(_topic) { Down = "away" };
        DeliveryService node = Node(receiver);
        for (int i = 0; i < 10; i++) await WriteAsync("away", i);
        await WriteAsync("there", 99);
        int attempts = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed < TimeSpan.FromDays(1); passed += TimeSpan.FromMinutes(10), attempts++)
        {
            await node.SweepAsync(CancellationToken.None);
            _time.Pass(TimeSpan.FromMinutes(10));
        }

        Assert.Equal([99], receiver.Of("there"));
        Assert.InRange(receiver.Refused, 10, attempts / 2);
        receiver.Down = null;
        _time.Pass(_options.LongestPause);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 10), receiver.Of("away"));
    }

    [Fact]
    public async Task What_is_too_old_or_never_taken_is_set_aside_and_sent_in_its_place_when_it_is_asked_for()
    {
        Receiver receiver = new(_topic) { Refusing = 1 };
        DeliveryService node = Node(receiver);
        for (int i = 0; i < 3; i++) await WriteAsync("lane", i);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal([0, 2], receiver.Of("lane"));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        receiver.Refusing = null;
        Assert.Equal(1, await _store.ReplayAsync(await TenantAsync(), _topic, "lane", CancellationToken.None));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal([0, 2, 1], receiver.Of("lane"));

        receiver.Down = "lane";
        await WriteAsync("lane", 3);
        _time.Pass(_options.GiveUpAfter + TimeSpan.FromMinutes(1));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(0L, await WaitingAsync());
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = $1 AND next_attempt_at IS NULL AND last_error = 'down'"));
    }

    [Fact]
    public async Task A_node_that_dies_loses_its_lane_to_another()
    {
        await WriteAsync("lane", 1);
        LaneKey lane = new(_topic, await TenantAsync(), "lane");
        DateTime now = _time.GetUtcNow().UtcDateTime;
        Assert.NotNull(await _store.ClaimAsync(lane, Guid.CreateVersion7(), now, now + _options.Lease, CancellationToken.None));
        Receiver receiver = new(_topic);
        Assert.Equal(0, await Node(receiver).SweepAsync(CancellationToken.None));
        _time.Pass(_options.Lease);
        Assert.Equal(1, await Node(receiver).SweepAsync(CancellationToken.None));
        Assert.Equal([1], receiver.Of("lane"));
    }

    private DeliveryService Node(Receiver receiver) => new(_store, [receiver], _options, _time, NullLogger<DeliveryService>.Instance);

    private async Task WriteAsync(string lane, int number)
    {
        await using NpgsqlBatch batch = catalog.DataSource.CreateBatch();
        batch.BatchCommands.Add(DeliveryStore.Write(
            await TenantAsync(), _topic, lane, Guid.CreateVersion7().ToString("D"), number.ToString(CultureInfo.InvariantCulture)));
        await batch.ExecuteNonQueryAsync();
    }

    private async Task<long> WaitingAsync() =>
        (long)(await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = $1 AND next_attempt_at IS NOT NULL"))!;

    private async Task<Guid> TenantAsync() => (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'deliveries' AND $1 <> ''")
        ?? (await PublishedTenant.CreateAsync(catalog.DataSource, "deliveries")).Id);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = catalog.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _topic });
        return await command.ExecuteScalarAsync();
    }

    private sealed class Receiver(string topic) : IDeliverer
    {
        private readonly ConcurrentQueue<(string Lane, int Number)> _taken = [];
        private int _refused;

        public string Topic => topic;

        public string? Down { get; set; }

        public int? Refusing { get; set; }

        public int Refused => _refused;

        public IEnumerable<int> Of(string lane) => _taken.Where(t => t.Lane == lane).Select(t => t.Number);

        public Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
        {
            int number = int.Parse(delivery.Payload, CultureInfo.InvariantCulture);
            if (delivery.Lane == Down)
            {
                Interlocked.Increment(ref _refused);
                throw new HttpRequestException("down");
            }

            if (number == Refusing) throw new UndeliverableException("never");
            _taken.Enqueue((delivery.Lane, number));
            return Task.CompletedTask;
        }
    }
}
