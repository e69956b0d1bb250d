using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Problems;
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
    private readonly DeliveryOptions _options = new() { Portion = 7, Jitter = 0 };
    private DeliveryAdministration Administration => new(catalog.DataSource, _time);

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
    public async Task What_this_host_lacks_is_held_against_neither_message_nor_target_and_passes_soon()
    {
        Receiver receiver = new(_topic) { IsLacking = true };
        DeliveryService node = Node(receiver);
        await WriteAsync("lacking", 1);
        for (int i = 0; i < 3 * _options.CircuitOpensAfter; i++)
        {
            await node.SweepAsync(CancellationToken.None);
            _time.Pass(_options.FirstPause);
        }

        Assert.Equal(3 * _options.CircuitOpensAfter, receiver.Refused);
        Assert.Equal("0 no worker", await ScalarAsync("SELECT attempts || ' ' || last_error FROM platform.outbox WHERE topic = $1"));
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM platform.delivery_targets WHERE topic = $1"));
        receiver.IsLacking = false;
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal([1], receiver.Of("lacking"));
    }

    [Fact]
    public async Task What_a_tenant_that_is_not_served_has_to_tell_waits_however_old_it_is()
    {
        Receiver receiver = new(_topic) { Trip = new TenantNotReadyException("default", "a field stands twice") };
        DeliveryService node = Node(receiver);
        await WriteAsync("lane", 1);
        await node.SweepAsync(CancellationToken.None);
        _time.Pass(_options.GiveUpAfter + TimeSpan.FromMinutes(1));
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(1L, await WaitingAsync());
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM platform.delivery_targets WHERE topic = $1"));
        receiver.Trip = null;
        _time.Pass(TenantNotReadyException.Pause);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal([1], receiver.Of("lane"));
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
        Assert.Equal(1, await Administration.ReplayAsync(await TenantAsync(), _topic, "lane", null, CancellationToken.None));
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
        Assert.NotNull(await _store.ClaimAsync(await LaneAsync("lane"), Guid.CreateVersion7(), Now, _options, CancellationToken.None));
        Receiver receiver = new(_topic);
        Assert.Equal(0, await Node(receiver).SweepAsync(CancellationToken.None));
        _time.Pass(_options.Lease);
        Assert.Equal(1, await Node(receiver).SweepAsync(CancellationToken.None));
        Assert.Equal([1], receiver.Of("lane"));
    }

    [Fact]
    public async Task A_node_that_stops_notes_what_it_has_delivered_and_lets_go_of_the_lane()
    {
        using CancellationTokenSource stop = new();
        Receiver receiver = new(_topic) { During = d => d.Payload == "2" ? stop.CancelAsync() : Task.CompletedTask };
        for (int i = 0; i < 6; i++) await WriteAsync("lane", i);
        await Record.ExceptionAsync(() => Node(receiver).SweepAsync(stop.Token));
        await Eventually.HoldsAsync(async () => await WaitingAsync() == 3L, "three messages are noted as delivered");
        Assert.Equal(3, await Node(receiver).SweepAsync(CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 6), receiver.Of("lane"));
    }

    [Fact]
    public async Task So_many_targets_are_served_at_once_and_no_more()
    {
        TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously), full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int running = 0, most = 0;
        Receiver receiver = new(_topic);
        receiver.During = async _ =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 5) full.TrySetResult();
            await free.Task;
            Interlocked.Decrement(ref running);
        };
        for (int i = 0; i < 20; i++) await WriteAsync("lane", i, "target" + i);
        Task<int> sweep = new DeliveryService(_store, [receiver], _options with { Parallel = 2, Most = 5 }, _time, NullLogger<DeliveryService>.Instance).SweepAsync(CancellationToken.None);
        await full.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        free.SetResult();
        Assert.Equal(20, await sweep);
        Assert.Equal(5, most);
    }

    [Fact]
    public async Task Results_of_a_node_whose_lane_another_has_taken_do_not_count()
    {
        await WriteAsync("lane", 1);
        await WriteAsync("lane", 2);
        LaneKey lane = await LaneAsync("lane");
        Guid late = Guid.CreateVersion7(), next = Guid.CreateVersion7();
        ClaimedLane first = (await _store.ClaimAsync(lane, late, Now, _options, CancellationToken.None))!;
        _time.Pass(_options.Lease);
        ClaimedLane second = (await _store.ClaimAsync(lane, next, Now, _options, CancellationToken.None))!;
        LaneOutcome failed = new([first.Portion.Messages[0]], new FailedDelivery(first.Portion.Messages[1], "late", true, TargetBlame.Stops, null), null, 9, Now + TimeSpan.FromDays(1));
        Assert.Equal(Settlement.Lost, await _store.SettleAsync(lane, late, failed, Now, _options, CancellationToken.None));
        Assert.Empty((await _store.ReadAsync(lane, late, _options, CancellationToken.None)).Messages);
        Assert.Equal(2L, await WaitingAsync());
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM platform.delivery_targets WHERE topic = $1"));
        Assert.Equal(Settlement.Noted, await _store.SettleAsync(lane, next, new LaneOutcome(second.Portion.Messages, null, null, 0, null), Now, _options, CancellationToken.None));
        Assert.Equal(Settlement.Lost, await _store.SettleAsync(lane, late, failed, Now, _options, CancellationToken.None));
        Assert.Equal(0L, await WaitingAsync());
    }

    [Fact]
    public async Task Messages_are_read_at_once_until_they_weigh_enough_and_one_at_least()
    {
        for (int i = 10; i < 15; i++) await WriteAsync("lane", i);
        LaneKey lane = await LaneAsync("lane");
        async Task<int> ReadAsync(long bytes)
        {
            LanePortion portion = (await _store.ClaimAsync(lane, Guid.CreateVersion7(), Now, _options with { PortionBytes = bytes }, CancellationToken.None))!.Portion;
            _time.Pass(_options.Lease);
            Assert.Equal(bytes < 11, portion.IsFull);
            return portion.Messages.Count;
        }

        Assert.Equal((1, 1, 2, 2, 5), (await ReadAsync(1), await ReadAsync(2), await ReadAsync(3), await ReadAsync(4), await ReadAsync(11)));
        Receiver receiver = new(_topic);
        DeliveryService node = new(_store, [receiver], _options with { PortionBytes = 3 }, _time, NullLogger<DeliveryService>.Instance);
        Assert.Equal(5, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(Enumerable.Range(10, 5), receiver.Of("lane"));
    }

    [Fact]
    public async Task Failures_with_texts_that_cannot_be_stored_are_noted_and_stop_nothing()
    {
        Receiver receiver = new(_topic) { Down = "lane", Reason = "a\0b \uD83D " + new string('x', 5000) };
        await WriteAsync("lane", 1);
        await WriteAsync("other", 2);
        await Node(receiver).SweepAsync(CancellationToken.None);
        Assert.Equal([2], receiver.Of("other"));
        string noted = (string)(await ScalarAsync("SELECT last_error FROM platform.outbox WHERE topic = $1"))!;
        Assert.Equal((FailureText.Longest, "a\uFFFDb \uFFFD x"), (noted.Length, noted[..7]));
    }

    [Fact]
    public async Task A_target_that_fails_in_all_its_lanes_rests_as_a_whole_is_asked_by_one_message_and_goes_on_at_once_when_it_is_back()
    {
        Receiver receiver = new(_topic) { Broken = "shop" };
        DeliveryService node = Node(receiver);
        for (int i = 0; i < 20; i++) await WriteAsync("record" + i, i, "shop");
        await WriteAsync("record0", 99, "elsewhere");
        await node.SweepAsync(CancellationToken.None);
        int refused = receiver.Refused;
        Assert.InRange(refused, _options.CircuitOpensAfter, _options.CircuitOpensAfter + _options.ParallelOfTarget - 1);
        Assert.Equal([99], receiver.Of("record0"));
        Assert.Equal(["shop False down"], receiver.Interruptions);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(refused, receiver.Refused);

        _time.Pass(_options.LongestPause);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal(refused + 1, receiver.Refused);
        receiver.Broken = null;
        _time.Pass(_options.LongestPause);
        Assert.Equal(20, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(0L, await WaitingAsync());
        Assert.Equal(["shop False down"], receiver.Interruptions);
    }

    [Fact]
    public async Task A_target_that_wants_no_more_is_left_alone_until_somebody_resumes_it()
    {
        Receiver receiver = new(_topic) { Gone = "shop" };
        DeliveryService node = Node(receiver);
        for (int i = 0; i < 3; i++) await WriteAsync("lane", i, "shop");
        await node.SweepAsync(CancellationToken.None);
        receiver.Gone = null;
        _time.Pass(TimeSpan.FromDays(2));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        Assert.Equal(["shop True gone"], receiver.Interruptions);
        await Administration.ResumeAsync(await TenantAsync(), _topic, "shop", CancellationToken.None);
        Assert.Equal(3, await node.SweepAsync(CancellationToken.None));
        Assert.Equal([0, 1, 2], receiver.Of("lane"));
    }

    [Fact]
    public async Task A_topic_that_hangs_in_many_lanes_and_a_tenant_with_many_slow_targets_leave_room_for_others()
    {
        TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously), told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int running = 0, most = 0;
        Receiver mail = new(_topic) { Most = 8 };
        mail.During = async _ =>
        {
            lock (full) most = Math.Max(most, ++running);
            if (most == 6) full.TrySetResult();
            await free.Task;
            lock (full) running--;
        };

        // Topics are looked at in the order of their names, tenants in that of their ids.
        Guid tenant = await TenantAsync();
        Guid other = await OtherAsync();
        Receiver hooks = new(_topic + "z");
        hooks.During = d =>
        {
            if (d.TenantId == other) told.TrySetResult();
            return d.TenantId == other ? Task.CompletedTask : free.Task;
        };
        await using (NpgsqlBatch batch = catalog.DataSource.CreateBatch())
        {
            batch.BatchCommands.Add(DeliveryStore.WriteMany(tenant, mail.Topic, [.. Enumerable.Range(0, 2_000).Select(i => ($"person{i}", "lane", Guid.CreateVersion7().ToString(), "1"))]));
            batch.BatchCommands.Add(DeliveryStore.WriteMany(tenant, hooks.Topic, [.. Enumerable.Range(0, 300).Select(i => ($"slow{i}", "lane", Guid.CreateVersion7().ToString(), "1"))]));
            batch.BatchCommands.Add(DeliveryStore.Write(other, hooks.Topic, "lane", Guid.CreateVersion7().ToString(), "1"));
            await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using DeliveryService node = new(_store, [mail, hooks], _options, _time, NullLogger<DeliveryService>.Instance);
        await node.StartAsync(TestContext.Current.CancellationToken);
        node.ListeningBegan();
        await Task.WhenAll(told.Task, full.Task).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        free.SetResult();
        await node.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(6, most);
    }

    [Fact]
    public async Task A_burst_of_one_tenant_leaves_room_in_its_topic_for_the_first_message_of_another_and_is_listed_in_portions()
    {
        TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously), full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Guid tenant = await TenantAsync(), other = await OtherAsync();
        int running = 0;
        Receiver mail = new(_topic) { Most = 4 };
        mail.During = d =>
        {
            if (d.TenantId == other) told.TrySetResult();
            else if (Interlocked.Increment(ref running) == 3) full.TrySetResult();
            return d.TenantId == other ? Task.CompletedTask : free.Task;
        };
        await using (NpgsqlBatch batch = catalog.DataSource.CreateBatch())
        {
            batch.BatchCommands.Add(DeliveryStore.WriteMany(tenant, _topic, [.. Enumerable.Range(0, 300).Select(i => ($"person{i}", "lane", Guid.CreateVersion7().ToString(), "1"))]));
            await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        IReadOnlyList<LaneKey> listed = await _store.LanesAsync([_topic], Now, _options, CancellationToken.None);
        Assert.Equal(_options.PortionOfLanes, listed.Distinct().Count());
        using DeliveryService node = new(_store, [mail], _options, _time, NullLogger<DeliveryService>.Instance);
        await node.StartAsync(TestContext.Current.CancellationToken);
        await full.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await using (NpgsqlBatch batch = catalog.DataSource.CreateBatch())
        {
            batch.BatchCommands.Add(DeliveryStore.Write(other, _topic, "lane", Guid.CreateVersion7().ToString(), "2"));
            await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        node.Received("");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        free.SetResult();
        await node.StopAsync(TestContext.Current.CancellationToken);
        await Node(mail).SweepAsync(CancellationToken.None);
        Assert.Equal((301, 0L), (mail.Of("lane").Count(), await WaitingAsync()));
    }

    [Fact]
    public async Task What_a_suspended_tenant_has_waits_until_it_is_active_again_and_is_not_old_then()
    {
        Receiver receiver = new(_topic) { Down = "lane" };
        Guid other = await OtherAsync();
        await using (NpgsqlBatch batch = catalog.DataSource.CreateBatch())
        {
            batch.BatchCommands.Add(DeliveryStore.Write(other, _topic, "lane", Guid.CreateVersion7().ToString(), "1"));
            await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        DeliveryService node = Node(receiver);
        LaneKey listed = Assert.Single(await _store.LanesAsync([_topic], Now, _options, CancellationToken.None));
        await ScalarAsync("UPDATE platform.tenants SET status = 'suspended' WHERE slug = 'others' AND $1 <> ''");
        try
        {
            Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
            Assert.Null(await _store.ClaimAsync(listed, Guid.NewGuid(), Now, _options, CancellationToken.None));
        }
        finally
        {
            await ScalarAsync("UPDATE platform.tenants SET status = 'active' WHERE slug = 'others' AND $1 <> ''");
        }

        _time.Pass(_options.GiveUpAfter + TimeSpan.FromDays(1));
        await Administration.RenewAsync(other, CancellationToken.None);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal((1, 1L), (receiver.Refused, await WaitingAsync()));
        receiver.Down = null;
        _time.Pass(_options.LongestPause);
        Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_waited_while_a_target_was_gone_is_not_old_when_it_is_resumed()
    {
        Receiver receiver = new(_topic) { Gone = "shop" };
        DeliveryService node = Node(receiver);
        for (int i = 0; i < 3; i++) await WriteAsync("lane", i, "shop");
        await node.SweepAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromDays(4));
        await Administration.ResumeAsync(await TenantAsync(), _topic, "shop", CancellationToken.None);
        receiver.Gone = null;
        receiver.Broken = "shop";
        await node.SweepAsync(CancellationToken.None);
        receiver.Broken = null;
        _time.Pass(_options.LongestPause);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal([0, 1, 2], receiver.Of("lane"));
    }

    [Fact]
    public async Task A_slow_target_with_many_lanes_delays_no_other()
    {
        TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously), quick = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Receiver receiver = new(_topic);
        receiver.During = d =>
        {
            if (d.Target == "quick" && d.Payload == "49") quick.TrySetResult();
            return d.Target.StartsWith("slow", StringComparison.Ordinal) ? free.Task : Task.CompletedTask;
        };
        for (int t = 0; t < 10; t++)
        {
            for (int i = 0; i < 10; i++) await WriteAsync("lane" + i, i, "slow" + t);
        }

        for (int i = 0; i < 50; i++) await WriteAsync("lane", i, "quick");
        DeliveryOptions options = _options with { Parallel = 8 };
        Task<int> sweep = new DeliveryService(_store, [receiver], options, _time, NullLogger<DeliveryService>.Instance).SweepAsync(CancellationToken.None);
        await quick.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(50, receiver.Of("lane").Count());
        free.SetResult();
        Assert.Equal(150, await sweep);
    }

    [Fact]
    public async Task Attempts_are_kept_with_what_was_answered_until_they_are_old()
    {
        Receiver receiver = new(_topic) { Down = "lane", Receipt = new DeliveryReceipt(503, "{}", "busy", TimeSpan.FromMilliseconds(12)) };
        await WriteAsync("lane", 1);
        DeliveryService node = Node(receiver);
        await node.SweepAsync(CancellationToken.None);
        receiver.Down = null;
        receiver.Receipt = new DeliveryReceipt(200, "{}", null, TimeSpan.Zero);
        _time.Pass(_options.FirstPause);
        await node.SweepAsync(CancellationToken.None);
        Assert.Equal("1 503 false down busy 12, 2 200 true   0", await ScalarAsync(
            """
            SELECT string_agg(concat_ws(' ', attempt, status, CASE WHEN is_delivered THEN 'true' ELSE 'false' END, coalesce(error, ''), coalesce(response, ''), duration), ', ' ORDER BY id)
            FROM platform.delivery_attempts WHERE topic = $1
            """));
        _time.Pass(_options.AttemptRetention + TimeSpan.FromDays(1));
        await Administration.ForgetAsync(_options, CancellationToken.None);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM platform.delivery_attempts WHERE topic = $1"));
    }

    [Fact]
    public async Task A_target_that_asks_for_time_gets_it()
    {
        Receiver receiver = new(_topic) { Busy = TimeSpan.FromMinutes(7) };
        await WriteAsync("lane", 1);
        DeliveryService node = Node(receiver);
        await node.SweepAsync(CancellationToken.None);
        receiver.Busy = null;
        _time.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(0, await node.SweepAsync(CancellationToken.None));
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await node.SweepAsync(CancellationToken.None));
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private async Task<LaneKey> LaneAsync(string lane) => new(_topic, await TenantAsync(), lane, lane);

    private DeliveryService Node(Receiver receiver) => new(_store, [receiver], _options, _time, NullLogger<DeliveryService>.Instance);

    private async Task WriteAsync(string lane, int number, string? target = null)
    {
        await using NpgsqlBatch batch = catalog.DataSource.CreateBatch();
        batch.BatchCommands.Add(DeliveryStore.Write(
            await TenantAsync(), _topic, lane, Guid.CreateVersion7().ToString("D"), number.ToString(CultureInfo.InvariantCulture), target));
        await batch.ExecuteNonQueryAsync();
    }

    private async Task<long> WaitingAsync() =>
        (long)(await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = $1 AND next_attempt_at IS NOT NULL"))!;

    private async Task<Guid> TenantAsync() => (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'deliveries' AND $1 <> ''")
        ?? (await PublishedTenant.CreateAsync(catalog.DataSource, "deliveries")).Id);

    private async Task<Guid> OtherAsync() => (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'others' AND $1 <> ''")
        ?? (await PublishedTenant.CreateAsync(catalog.DataSource, "others")).Id);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = catalog.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _topic });
        return await command.ExecuteScalarAsync();
    }
}
