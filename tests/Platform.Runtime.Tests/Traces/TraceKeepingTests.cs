using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Metadata.Compilation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Runtime.Traces;
using Platform.Runtime.Writing.Tracing;
using Platform.Scripting.Running;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Traces;

/// <summary>How much of traces is kept, and for how long.</summary>
public sealed class TraceKeepingTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 8, 0, 0, TimeSpan.Zero);
    private readonly NpgsqlDataSource _database = host.Database.DataSource;

    [Fact]
    public async Task Old_traces_go_and_the_oldest_of_a_tenant_with_too_many_but_failures_and_others_do_not_push_each_other_out()
    {
        Guid tenant = await TenantAsync();
        TraceStore store = new(_database);
        SetTime clock = new(Now);
        // What cannot be compressed: 300 KiB each, of which one MiB holds one of each kind.
        for (int i = 0; i < 5; i++) await AddAsync(store, tenant, Now.AddHours(-i), TraceOutcome.Done, i);
        await AddAsync(store, tenant, Now.AddHours(-9), TraceOutcome.Failed, 10);
        await AddAsync(store, tenant, Now.AddDays(-8), TraceOutcome.Failed, 11);
        TraceRetention retention = new(store, _database, new TraceOptions { Mib = 1 }, clock, NullLogger<TraceRetention>.Instance);
        await retention.ForgetAsync(TestContext.Current.CancellationToken);
        IReadOnlyList<TraceHeader> left = await store.ListAsync(tenant, new TraceFilter("old", null, null, TimeSpan.Zero, null, 50), TestContext.Current.CancellationToken);
        Assert.Equal([(TraceOutcome.Done, Now.UtcDateTime), (TraceOutcome.Failed, Now.AddHours(-9).UtcDateTime)], left.Select(t => (t.Outcome, t.At)));
    }

    [Fact]
    public async Task What_waits_is_bounded_in_bytes_and_what_is_lost_is_counted()
    {
        Guid tenant = await TenantAsync(), missing = Guid.NewGuid();
        using TraceKeeper keeper = new(new TraceStore(_database), NullLogger<TraceKeeper>.Instance);
        TransactionTrace large = Trace(tenant, new byte[(int)(TraceKeeper.MostWaitingBytesOfTenant * 3 / 4)]);
        Assert.True(keeper.TryKeep(large, Header(tenant, Now, TraceOutcome.Failed)));
        Assert.False(keeper.TryKeep(large, Header(tenant, Now, TraceOutcome.Failed)));
        Assert.Equal(1, keeper.LostOf(tenant));
        // One tenant does not take the room of the others, and all together do not take more than there is.
        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(_ => keeper.TryKeep(large, Header(Guid.NewGuid(), Now, TraceOutcome.Failed))));
        await keeper.SettleAsync(TestContext.Current.CancellationToken);
        // There is room again; what the database does not take is lost, too, and nothing else with it.
        Assert.True(keeper.TryKeep(Trace(missing, "{}"u8.ToArray()), Header(missing, Now, TraceOutcome.Failed)));
        Assert.True(keeper.TryKeep(Trace(tenant, "{}"u8.ToArray()), Header(tenant, Now, TraceOutcome.Failed)));
        await keeper.SettleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (keeper.LostOf(missing), keeper.LostOf(tenant)));
    }

    [Fact]
    public async Task Who_waits_for_traces_waits_for_those_that_were_there_and_not_for_what_comes_meanwhile()
    {
        Guid tenant = await TenantAsync();
        using TraceKeeper keeper = new(new TraceStore(_database), NullLogger<TraceKeeper>.Instance);
        int written = 0;
        void Keep()
        {
            TransactionTrace trace = new(Caller(tenant), "Deal", Now);
            // Each that is written down has the next one follow.
            trace.Ran(Run("{}"u8.ToArray()) with { Calls = new Watched(() => { if (++written < 100) Keep(); }) });
            Assert.True(keeper.TryKeep(trace, Header(tenant, Now, TraceOutcome.Failed)));
        }

        Keep();
        await keeper.SettleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, written);
    }

    [Fact]
    public void Of_failures_a_generous_number_is_kept_in_a_minute_and_the_others_count_as_lost()
    {
        SetTime clock = new(Now);
        using TraceKeeper keeper = new(new TraceStore(_database), NullLogger<TraceKeeper>.Instance);
        ITransactionTraces traces = new TransactionTraces(new TraceOptions(), keeper, clock);
        bool End()
        {
            TransactionTrace trace = new(Caller(Tenant), "Deal", Now);
            trace.Ran(Run("{}"u8.ToArray()) with { Outcome = new ScriptOutcome { Failure = new ScriptFailure("HOOK_THROWN", "x") } });
            return traces.End(trace, stands: false, null);
        }

        for (int n = 0; n < TransactionTraces.MostFailures; n++) Assert.True(End());
        Assert.Equal((false, 1), (End(), keeper.LostOf(Tenant)));
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.True(End());
    }

    [Fact]
    public void A_trace_is_cut_at_two_megabytes_and_says_so()
    {
        TransactionTrace trace = Trace(Guid.NewGuid(), "{}"u8.ToArray());
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(new { text = new string('x', 400 * 1024) });
        for (int i = 0; i < 20; i++) trace.Ran(Run(input));
        ReadOnlyMemory<byte> content = TraceContent.Write(trace);
        Assert.InRange(content.Length, 1024 * 1024, TraceContent.MostBytes + (64 * 1024));
        using var read = JsonDocument.Parse(content);
        Assert.True(read.RootElement.GetProperty("isCut").GetBoolean());
        Assert.Equal(21, read.RootElement.GetProperty("runs").GetArrayLength());
        using var whole = JsonDocument.Parse(TraceContent.Write(Trace(Guid.NewGuid(), input)));
        Assert.False(whole.RootElement.GetProperty("isCut").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_another_systems_answer_status_and_length_are_kept_and_its_body_only_where_the_document_says_so(bool keeps)
    {
        TransactionTrace trace = Trace(Guid.NewGuid(), "{}"u8.ToArray());
        JsonElement arguments = JsonSerializer.SerializeToElement(new { url = "https://erp.example/a" });
        ScriptAnswer answer = ScriptAnswer.Of("""{"status":201,"ok":true,"headers":{"set-cookie":"session=1","authorization":"x","content-type":"text/plain"},"body":"a token","isCut":false}""");
        TracedCall call = CallTrace.Of(trace, Script(keeps), new HookRunCall("http.request", "erp.example", TimeSpan.FromMilliseconds(3), 0, null), arguments, answer);
        Assert.Equal((201, 7, TimeSpan.FromMilliseconds(3)), (call.Status, call.Bytes, call.Duration));
        string? kept = call.Answer is { } given ? System.Text.Encoding.UTF8.GetString(given.Json.Span) : null;
        Assert.Equal(keeps ? """{"status":201,"ok":true,"headers":{"content-type":"text/plain"},"body":"a token","isCut":false}""" : null, kept);
    }

    [Fact]
    public void Of_transactions_in_which_scripts_run_well_as_many_are_kept_in_a_minute_as_the_operator_wants()
    {
        SetTime clock = new(Now);
        using TraceKeeper keeper = new(new TraceStore(_database), NullLogger<TraceKeeper>.Instance);
        ITransactionTraces traces = new TransactionTraces(new TraceOptions { PerMinute = 2 }, keeper, clock);
        bool End(TracedRun? run)
        {
            TransactionTrace trace = new(Caller(Tenant), "Deal", Now);
            if (run is not null) trace.Ran(run);
            return traces.End(trace, stands: true, null);
        }

        TracedRun well = Run("{}"u8.ToArray()), failed = well with { Outcome = new ScriptOutcome { Failure = new ScriptFailure("HOOK_THROWN", "x") } };
        Assert.Equal([false, true, true, false, true], new[] { null, well, well, well, failed }.Select(End));
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.True(End(well));
    }

    /// <summary>Calls that tell when they are written down: after they were counted once.</summary>
    private sealed class Watched(Action written) : IReadOnlyList<TracedCall>
    {
        private int _times;

        public int Count => 0;

        public TracedCall this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<TracedCall> GetEnumerator()
        {
            if (++_times == 2) written();
            return Enumerable.Empty<TracedCall>().GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static readonly Guid Tenant = Guid.NewGuid();
    private static readonly TenantModel Model = ModelCompiler.Compile(Array.Empty<Document>()).Model!;

    private static RecordCaller Caller(Guid tenant) => new(tenant, "t", Model, PermissionCompiler.Compile(Model, []), Guid.NewGuid()) { TenantTimeZone = "UTC" };

    private static TransactionTrace Trace(Guid tenant, byte[] input)
    {
        TransactionTrace trace = new(Caller(tenant), "Deal", Now);
        trace.Ran(Run(input));
        return trace;
    }

    private static TracedRun Run(byte[] input) => new()
    {
        Script = Script(false),
        Event = "beforeInsert",
        Target = "Deal",
        Begun = TimeSpan.Zero,
        Depth = 1,
        Input = input,
        Seed = "00",
        Outcome = new ScriptOutcome(),
        Calls = [],
    };

    private static HookDocument Script(bool keeps) => new() { Id = "h", Name = "h", Object = "Deal", Source = "h.js", KeepAnswers = keeps };

    private static TraceHeader Header(Guid tenant, DateTimeOffset at, TraceOutcome outcome) => new()
    {
        Id = Guid.CreateVersion7(at),
        TenantId = tenant,
        At = at.UtcDateTime,
        UserId = Guid.NewGuid(),
        Outcome = outcome,
        Hooks = ["h"],
        Objects = ["Deal"],
        Microseconds = 1,
    };

    private static Task AddAsync(TraceStore store, Guid tenant, DateTimeOffset at, TraceOutcome outcome, int seed)
    {
        byte[] noise = new byte[300 * 1024];
        new Random(seed).NextBytes(noise);
        return store.AddAsync(Header(tenant, at, outcome) with { Hooks = ["old"] }, noise, TestContext.Current.CancellationToken);
    }

    private async Task<Guid> TenantAsync()
    {
        await using NpgsqlCommand command = _database.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'");
        return (Guid)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
