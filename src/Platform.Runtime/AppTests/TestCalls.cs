using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Runtime.AppTests;

/// <summary>What a test asks of its host.</summary>
internal sealed class TestCalls(TestTenant tenant)
{
    // Against instants that no calendar has.
    private static readonly TimeSpan MostAdvance = TimeSpan.FromDays(36_525);
    private readonly TestRecords _records = new(tenant);
    private readonly TestScripts _scripts = new(tenant);
    private readonly DueWork _due = new(tenant.Host.Services);

    /// <summary>Answers a call.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>JSON of the answer.</returns>
    /// <exception cref="TestCallException">It is refused.</exception>
    public async Task<JsonNode?> AnswerAsync(string name, JsonElement arguments, CancellationToken cancellation)
    {
        TestClock clock = tenant.Host.Clock;
        switch (name)
        {
            case "clock.now":
                return clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            case "clock.set":
                clock.Set(arguments.GetProperty("at").GetDateTimeOffset());
                return null;
            case "clock.advance":
                await AdvanceAsync(clock, arguments, cancellation);
                return null;
            case "http.when":
                tenant.Host.Http.Prepare(arguments);
                return null;
            case "http.calls":
                return tenant.Host.Http.Calls();
            case "http.reset":
                tenant.Host.Http.Reset();
                return null;
            case "secrets.set":
                await _scripts.SetSecretAsync(arguments, cancellation);
                return null;
            case "activate":
                await _scripts.ActivateAsync(arguments, cancellation);
                return null;
            case "settle":
                await _due.SettleAsync(cancellation);
                return null;
        }

        TestMember member = await tenant.MemberAsync(TestPerson.Read(arguments.GetProperty("user")), cancellation);
        return name == "user" ? member.UserId.ToString("D") : await _records.CallAsync(name, member, arguments, cancellation);
    }

    // Whatever becomes due on the way happens at its own instant, as it does in real time.
    private async Task AdvanceAsync(TestClock clock, JsonElement arguments, CancellationToken cancellation)
    {
        if (!arguments.TryGetProperty("ms", out JsonElement ms) || !ms.TryGetDouble(out double by) || by < 0 || by > MostAdvance.TotalMilliseconds)
            throw new TestCallException("BAD_USER_INPUT", "The clock advances by milliseconds, or by { days, hours, minutes, seconds, milliseconds }.");
        DateTimeOffset end = clock.GetUtcNow() + TimeSpan.FromMilliseconds(by);
        await _due.SettleAsync(cancellation);
        while (await _due.NextTimerAsync(cancellation) is { } next && next <= end)
        {
            if (next > clock.GetUtcNow()) clock.Set(RoundedUp(next));
            await _due.SettleAsync(cancellation);
        }

        clock.Set(end);
    }

    // The clock has milliseconds, timers have microseconds.
    private static DateTimeOffset RoundedUp(DateTimeOffset instant)
    {
        long rest = instant.UtcTicks % TimeSpan.TicksPerMillisecond;
        return rest == 0 ? instant : instant.AddTicks(TimeSpan.TicksPerMillisecond - rest);
    }
}
