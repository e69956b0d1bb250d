using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks by the clock, through a whole host: each time counts once, whoever sees it first; runs that were missed are made up for or not.</summary>
public sealed class ScheduledHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Trace = "await db.create('Trace', { title: `${key.slice(key.indexOf('@'))} ${event} ${records.length} ${context.scheduledAt.toISOString()}` });";
    private HookedHost _world = null!;

    private NpgsqlDataSource Source => host.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_time_that_several_nodes_see_counts_once_and_the_next_is_waited_for()
    {
        await ScheduleAsync("yearly", "\"0 3 1 1 *\"", "once", Trace);
        DueTimer waiting = await WaitingAsync(Any);
        Assert.Equal((1, 1, 2, 0), (waiting.DueAt.Day, waiting.DueAt.Month, waiting.DueAt.Hour, waiting.DueAt.Minute));

        Clock clock = new(waiting.DueAt.AddSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Handler(clock).FireAsync(waiting, TestContext.Current.CancellationToken)));

        DueTimer next = await WaitingAsync(t => t.Generation != waiting.Generation || t.Id != waiting.Id);
        Assert.Equal(waiting.DueAt.AddYears(1), next.DueAt);
        string at = waiting.DueAt.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([$"@{at}Z schedule 0 {at}.000Z"], await _world.TracesAsync("@", 1));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Single(await _world.TracesAsync("@"));

        // Long after many times of the schedule: one run makes up for all of them.
        await Handler(new Clock(next.DueAt.AddYears(3).AddDays(40))).FireAsync(next, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await _world.TracesAsync("@", 2)).Length);
        DueTimer later = await WaitingAsync(t => t.Id != next.Id);
        Assert.Equal(next.DueAt.AddYears(4), later.DueAt);

        // One that is to leave out what was missed.
        await ScheduleAsync("yearly", "\"0 3 1 1 *\"", "skip", Trace);
        DueTimer skipping = await WaitingAsync(t => t.DueAt < later.DueAt && t.DueAt > DateTime.UnixEpoch);
        await Handler(new Clock(skipping.DueAt.AddHours(1))).FireAsync(skipping, TestContext.Current.CancellationToken);
        DueTimer after = await WaitingAsync(t => t.Id != skipping.Id);
        Assert.Equal(skipping.DueAt.AddYears(1), after.DueAt);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await _world.TracesAsync("@")).Length);

        await _world.RemoveAsync("yearly");
        Assert.Empty(await TimersAsync());
    }

    [Theory]
    [InlineData("\"0 3 30 2 *\"", "Europe/Berlin", "system", "/schedule/cron")]
    [InlineData("\"whenever it is\"", "Europe/Berlin", "system", "/schedule/cron")]
    [InlineData("\"0 3 * * *\"", "Europe/Atlantis", "system", "/schedule/timeZone")]
    [InlineData("\"0 3 * * *\"", "UTC", "user", "/runAs")]
    public async Task What_cannot_be_a_schedule_is_refused(string cron, string zone, string runAs, string pointer)
    {
        JsonElement answer = await _world.TryPublishAsync(Document("wrong", cron, zone, runAs, "once", ""), "SCRIPT_RIGHTS");
        Assert.Contains("DOC525", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains(pointer, answer.ToString(), StringComparison.Ordinal);
    }

    private static bool Any(DueTimer timer) => timer.DueAt > DateTime.UnixEpoch;

    private Task ScheduleAsync(string name, string cron, string missed, string body) => _world.PublishAsync(Document(name, cron, "Europe/Berlin", "system", missed, body), "SCRIPT_RIGHTS");

    private static string Document(string name, string cron, string zone, string runAs, string missed, string body) =>
        $$"""
        {"kind":"hook","name":"{{name}}","label":"{{name}}","object":"Deal","on":["schedule"],"source":"x.js","runAs":"{{runAs}}","access":[{"object":"Trace","write":true}],
         "schedule":{"cron":{{cron}},"timeZone":"{{zone}}","missed":"{{missed}}"},
         "modules":[{"path":"x.js","source":{{JsonSerializer.Serialize($"export default async (context) => {{ const {{ db, key, event, records }} = context; {body} }};")}}}]}
        """;

    private ScheduledHooks Handler(TimeProvider clock) =>
        new(host.Services.GetRequiredService<TenantModels>(), Source, host.Services.GetRequiredService<CommitBell>(), clock);

    private async Task<DueTimer> WaitingAsync(Func<DueTimer, bool> isIt)
    {
        DueTimer? found = null;
        await Eventually.HoldsAsync(async () => (found = (await TimersAsync()).FirstOrDefault(t => t.DueAt > DateTime.UnixEpoch && isIt(t))) is not null, "a timer of the schedule");
        return found!;
    }

    private async Task<List<DueTimer>> TimersAsync()
    {
        await using NpgsqlCommand command = Source.CreateCommand("SELECT id, tenant_id, topic, key, due_at, payload::text, attempts, generation FROM platform.timers WHERE topic = 'hook.schedule'");
        List<DueTimer> timers = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            timers.Add(new DueTimer(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetString(5), reader.GetInt32(6), reader.GetInt64(7)));
        }

        return timers;
    }

    private sealed class Clock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
