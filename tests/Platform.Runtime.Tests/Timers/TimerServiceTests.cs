using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Timers;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Timers;

/// <summary>Timers that several nodes look after, under a clock that the test sets.</summary>
public sealed class TimerServiceTests(CatalogDatabase catalog) : IClassFixture<CatalogDatabase>
{
    private readonly SetTime _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly TimerStore _store = new(catalog.DataSource);
    private readonly string _topic = "test" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        Recorder fired = new(_topic);
        TimerService node = Node(fired);
        await SetAsync("a", TimeSpan.FromMinutes(1));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(["a"], fired.Keys);
    }

    [Fact]
    public async Task Several_nodes_fire_each_timer_once()
    {
        const int Timers = 500;
        Recorder fired = new(_topic);
        for (int i = 0; i < Timers; i++) await SetAsync(i.ToString(CultureInfo.InvariantCulture), TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Node(fired).SweepAsync(CancellationToken.None)));
        Assert.Equal(Timers, fired.Keys.Count);
        Assert.Equal(Timers, fired.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Timers_of_a_node_that_died_are_taken_over_and_its_late_completion_counts_for_nothing()
    {
        await SetAsync("a", TimeSpan.Zero);
        DueTimer dead = Assert.Single(await ClaimAsync());
        Recorder fired = new(_topic);
        TimerService other = Node(fired);
        Assert.Equal(0, await other.SweepAsync(CancellationToken.None));
        _time.Pass(new TimerOptions().Lease);
        DueTimer taken = Assert.Single(await ClaimAsync());
        await using NpgsqlConnection connection = await catalog.DataSource.OpenConnectionAsync();
        Assert.False(await TimerStore.CompleteAsync(dead, connection, CancellationToken.None));
        Assert.True(await TimerStore.CompleteAsync(taken, connection, CancellationToken.None));
        Assert.False(await TimerStore.CompleteAsync(taken, connection, CancellationToken.None));
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_later_and_given_up_in_the_end()
    {
        Recorder fired = new(_topic) { Failing = true };
        TimerService node = Node(fired);
        await SetAsync("a", TimeSpan.Zero);
        TimerOptions options = new();
        for (int attempt = 1; attempt <= options.MaxAttempts; attempt++)
        {
            Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
            Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
            _time.Pass(options.PauseAfter(attempt));
        }

        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(options.MaxAttempts, fired.Keys.Count);
        Assert.Equal("no luck", await ScalarAsync("SELECT last_error FROM platform.timers WHERE topic = $1 AND failed_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_timer_that_is_set_anew_while_it_fires_fires_again()
    {
        Recorder fired = new(_topic);
        fired.During = () => SetAsync("a", TimeSpan.FromHours(1));
        TimerService node = Node(fired);
        await SetAsync("a", TimeSpan.Zero);
        await node.SweepAsync(CancellationToken.None);
        fired.During = null;
        _time.Pass(TimeSpan.FromHours(1));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(["a", "a"], fired.Keys);
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_fire_and_a_clock_that_goes_back_fires_nothing_twice()
    {
        Recorder fired = new(_topic);
        TimerService node = Node(fired);
        await SetAsync("a", TimeSpan.Zero);
        await SetAsync("b", TimeSpan.Zero);
        await _store.RunAsync([TimerStore.Cancel(await TenantAsync(), _topic, "a")], CancellationToken.None);
        await node.SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromDays(-1));
        await node.SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromDays(2));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(["b"], fired.Keys);
    }

    [Fact]
    public async Task A_timer_set_in_a_transaction_that_is_rolled_back_is_not_there()
    {
        Recorder fired = new(_topic);
        Guid tenant = await TenantAsync();
        await using (NpgsqlConnection connection = await catalog.DataSource.OpenConnectionAsync())
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            await using NpgsqlBatch batch = new(connection, transaction);
            batch.BatchCommands.Add(TimerStore.Set(tenant, _topic, "a", _time.GetUtcNow().UtcDateTime, "{}"));
            await batch.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await Node(fired).SweepAsync(CancellationToken.None));
    }

    private TimerService Node(Recorder handler) => new(_store, [handler], new TimerOptions(), _time, NullLogger<TimerService>.Instance);

    private Task<IReadOnlyList<DueTimer>> ClaimAsync() => _store.ClaimAsync([_topic], _time.GetUtcNow().UtcDateTime, new TimerOptions(), CancellationToken.None);

    private async Task SetAsync(string key, TimeSpan from) => await _store.RunAsync(
        [TimerStore.Set(await TenantAsync(), _topic, key, (_time.GetUtcNow() + from).UtcDateTime, "{}")], CancellationToken.None);

    private async Task<Guid> TenantAsync() => (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'timers' AND $1 <> ''")
        ?? (await PublishedTenant.CreateAsync(catalog.DataSource, "timers")).Id);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = catalog.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _topic });
        return await command.ExecuteScalarAsync();
    }

    private sealed class Recorder(string topic) : ITimerHandler
    {
        private readonly ConcurrentQueue<string> _keys = [];

        public string Topic => topic;

        public bool Failing { get; init; }

        public Func<Task>? During { get; set; }

        public IReadOnlyList<string> Keys => [.. _keys];

        public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
        {
            _keys.Enqueue(timer.Key);
            if (During is { } act) await act();
            if (Failing) throw new InvalidOperationException("no luck");
        }
    }
}
