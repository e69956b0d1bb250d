using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Publishing;
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
        Recorder fired = new(_topic) { Fails = _ => "no luck" };
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
    public async Task Timers_of_a_tenant_that_is_not_served_wait_without_an_attempt_however_long_that_takes()
    {
        bool isServed = false;
        Recorder fired = new(_topic) { Trips = () => isServed ? null : new TenantNotReadyException("default", "a field stands twice") };
        TimerService node = Node(fired);
        await SetAsync("a", TimeSpan.Zero);
        for (int i = 0; i < 2 * new TimerOptions().MaxAttempts; i++)
        {
            Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
            _time.Pass(TenantNotReadyException.Pause);
        }

        Assert.Equal("0", await ScalarAsync("SELECT attempts::text FROM platform.timers WHERE topic = $1 AND failed_at IS NULL"));
        isServed = true;
        Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
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

    [Fact]
    public async Task A_timer_that_is_set_anew_has_all_its_attempts_again_and_its_earlier_claim_counts_for_nothing()
    {
        TimerOptions options = new();
        for (int i = 0; i < options.MaxAttempts + 3; i++) await SetAsync("a", TimeSpan.Zero);
        DueTimer early = Assert.Single(await ClaimAsync());
        Assert.Equal(1, early.Attempt);
        await SetAsync("a", TimeSpan.Zero);
        await _store.FailAsync(early, "too late", _time.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(1), CancellationToken.None);
        DueTimer again = Assert.Single(await ClaimAsync());
        Assert.Equal(1, again.Attempt);
        await using NpgsqlConnection connection = await catalog.DataSource.OpenConnectionAsync();
        Assert.False(await TimerStore.CompleteAsync(early, connection, CancellationToken.None));
        Assert.True(await TimerStore.CompleteAsync(again, connection, CancellationToken.None));
    }

    [Fact]
    public async Task Whatever_a_handler_says_as_it_fails_is_kept_as_a_text_and_the_others_fire()
    {
        Recorder fired = new(_topic) { Fails = key => key == "a" ? "no \0 luck \ud800 at all" : null };
        await SetAsync("a", TimeSpan.FromMinutes(-1));
        await SetAsync("b", TimeSpan.Zero);
        Assert.Equal(2, await Node(fired).SweepAsync(CancellationToken.None));
        Assert.Equal(["a", "b"], fired.Keys.Order());
        Assert.Equal("no \ufffd luck \ufffd at all", await ScalarAsync("SELECT last_error FROM platform.timers WHERE topic = $1"));
    }

    [Fact]
    public async Task A_handler_that_does_not_end_is_given_up_and_the_others_fire()
    {
        TaskCompletionSource never = new();
        Recorder fired = new(_topic) { Hangs = key => key == "a" ? never.Task : Task.CompletedTask };
        for (int i = 0; i < 20; i++) await SetAsync("b" + i.ToString(CultureInfo.InvariantCulture), TimeSpan.Zero);
        await SetAsync("a", TimeSpan.FromMinutes(-1));
        TimerOptions options = new() { Lease = TimeSpan.FromSeconds(2), Parallel = 1 };
        Assert.Equal(21, await Node(fired, options).SweepAsync(CancellationToken.None));
        Assert.Equal("The handler took too long.", await ScalarAsync("SELECT last_error FROM platform.timers WHERE topic = $1"));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM platform.timers WHERE topic = $1"));
        never.SetResult();
    }

    [Fact]
    public async Task A_timer_that_sets_its_own_successor_is_never_given_up()
    {
        Recorder failing = new(_topic) { NeverGivesUp = true, Fails = _ => "no" };
        TimerOptions options = new();
        await SetAsync("a", TimeSpan.Zero);
        for (int attempt = 0; attempt < options.MaxAttempts + 3; attempt++)
        {
            Assert.Equal(1, await Node(failing).SweepAsync(CancellationToken.None));
            _time.Pass(TimeSpan.FromHours(1));
        }

        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM platform.timers WHERE topic = $1 AND failed_at IS NULL AND last_error = 'no'"));
    }

    [Fact]
    public async Task A_host_that_stops_at_the_last_attempt_gives_up_nothing_that_is_never_given_up()
    {
        Recorder failing = new(_topic) { NeverGivesUp = true, Fails = _ => "no" };
        TimerOptions options = new();
        await SetAsync("a", TimeSpan.Zero);
        for (int attempt = 0; attempt < options.MaxAttempts; attempt++)
        {
            Assert.Equal(1, await Node(failing).SweepAsync(CancellationToken.None));
            _time.Pass(TimeSpan.FromHours(1));
        }

        using CancellationTokenSource host = new();
        Recorder stopped = new(_topic) { NeverGivesUp = true, During = () => host.CancelAsync(), Hangs = _ => Task.Delay(Timeout.Infinite, host.Token) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Node(stopped).SweepAsync(host.Token));
        _time.Pass(options.Lease);
        Recorder next = new(_topic) { NeverGivesUp = true };
        Assert.Equal(1, await Node(next).SweepAsync(CancellationToken.None));
        Assert.Equal(["a"], next.Keys);
    }

    [Fact]
    public async Task Timers_of_a_portion_that_a_stopping_host_has_not_begun_are_anothers_at_once_and_were_not_tried()
    {
        using CancellationTokenSource host = new();
        Recorder stopped = new(_topic) { During = () => host.CancelAsync(), Hangs = _ => Task.Delay(Timeout.Infinite, host.Token) };
        await SetAsync("a", TimeSpan.FromMinutes(-1));
        await SetAsync("b", TimeSpan.Zero);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Node(stopped, new TimerOptions { Parallel = 1 }).SweepAsync(host.Token));
        DueTimer waiting = Assert.Single(await ClaimAsync());
        Assert.Equal(("b", 1), (waiting.Key, waiting.Attempt));
    }

    [Fact]
    public async Task A_topic_says_how_long_it_waits_at_most()
    {
        TimerOptions options = new();
        Assert.Equal(TimeSpan.FromHours(1), options.PauseAfter(30));
        Assert.Equal(TimeSpan.FromDays(1), options.PauseAfter(30, TimeSpan.FromDays(1)));
        Recorder failing = new(_topic) { NeverGivesUp = true, MostPause = TimeSpan.FromSeconds(10), Fails = _ => "no" };
        await SetAsync("a", TimeSpan.Zero);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(1, await Node(failing).SweepAsync(CancellationToken.None));
            _time.Pass(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task What_failed_is_listed_and_tried_again_at_once_with_all_its_attempts()
    {
        TimerReports reports = new(catalog.DataSource, _time);
        TimerOptions options = new() { MaxAttempts = 1 };
        Recorder failing = new(_topic) { Fails = _ => "no" };
        await SetAsync("a", TimeSpan.Zero);
        await Node(failing, options).SweepAsync(CancellationToken.None);
        Guid tenant = await TenantAsync();
        FailedTimer failed = Assert.Single(await reports.FailedAsync(tenant, 200, CancellationToken.None), t => t.Topic == _topic);
        Assert.Equal(("a", "no", 1, null), (failed.Key, failed.Error, failed.Attempts, failed.RetryAt));
        Assert.NotNull(failed.GivenUpAt);
        Assert.Equal(0, await reports.RetryAsync(Guid.CreateVersion7(), [failed.Id], CancellationToken.None));
        Assert.Equal(1, await reports.RetryAsync(tenant, [failed.Id], CancellationToken.None));
        Recorder fired = new(_topic);
        Assert.Equal(1, await Node(fired, options).SweepAsync(CancellationToken.None));
        Assert.DoesNotContain(await reports.FailedAsync(tenant, 200, CancellationToken.None), t => t.Topic == _topic);
    }

    [Fact]
    public async Task A_timer_that_takes_every_node_down_is_given_up_in_the_end()
    {
        TimerOptions options = new();
        await SetAsync("a", TimeSpan.Zero);
        for (int attempt = 1; attempt <= options.MaxAttempts; attempt++)
        {
            Assert.Equal(attempt, Assert.Single(await ClaimAsync()).Attempt);
            _time.Pass(options.Lease);
        }

        Recorder fired = new(_topic);
        Assert.Equal(0, await Node(fired).SweepAsync(CancellationToken.None));
        Assert.Empty(fired.Keys);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM platform.timers WHERE topic = $1 AND failed_at IS NOT NULL"));
        await SetAsync("a", TimeSpan.Zero);
        Assert.Equal(1, await Node(fired).SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_timer_that_waited_for_others_of_its_portion_past_its_claim_is_not_fired_when_another_node_has_it()
    {
        // The first handler takes so long that the claims run out; meanwhile another node takes the second timer.
        Recorder fired = new(_topic), other = new(_topic);
        fired.During = async () =>
        {
            fired.During = null;
            _time.Pass(new TimerOptions().Lease);
            await Node(other).SweepAsync(CancellationToken.None);
        };
        await SetAsync("a", TimeSpan.FromMinutes(-1));
        await SetAsync("b", TimeSpan.Zero);
        await Node(fired, new TimerOptions { Parallel = 1 }).SweepAsync(CancellationToken.None);
        Assert.Equal(["a"], fired.Keys);
        Assert.Equal(["a", "b"], other.Keys.Order());
    }

    private TimerService Node(Recorder handler, TimerOptions? options = null) => new(_store, [handler], options ?? new TimerOptions(), _time, NullLogger<TimerService>.Instance);

    private async Task<IReadOnlyList<DueTimer>> ClaimAsync() => (await _store.ClaimAsync([_topic], [], _time.GetUtcNow().UtcDateTime, new TimerOptions(), CancellationToken.None)).Due;

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

        public bool NeverGivesUp { get; init; }

        public TimeSpan? MostPause { get; init; }

        public Func<string, string?> Fails { get; init; } = _ => null;

        public Func<Exception?> Trips { get; init; } = () => null;

        public Func<string, Task> Hangs { get; init; } = _ => Task.CompletedTask;

        public Func<Task>? During { get; set; }

        public IReadOnlyList<string> Keys => [.. _keys];

        public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
        {
            _keys.Enqueue(timer.Key);
            if (During is { } act) await act();
            await Hangs(timer.Key);
            if (Trips() is { } trip) throw trip;
            if (Fails(timer.Key) is { } reason) throw new InvalidOperationException(reason);
        }
    }
}
