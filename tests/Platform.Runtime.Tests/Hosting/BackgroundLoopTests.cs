using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Subscriptions;
using Platform.Runtime.Traces;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>What works in the background outlives whatever it meets: one that ended would end the host.</summary>
public sealed class BackgroundLoopTests
{
    [Fact]
    public Task Deleting_ended_sessions_goes_on() => OutlivesAsync<IdentityHousekeeping>((closed, log) => new IdentityHousekeeping(closed, new HurriedTime(), log));

    [Fact]
    public Task Deleting_old_events_goes_on() =>
        OutlivesAsync<EventRetention>((closed, log) => new EventRetention(new EventStore(closed), new SubscriptionOptions(), new HurriedTime(), log));

    [Fact]
    public Task Hearing_of_commits_goes_on() => OutlivesAsync<DatabaseNotifications>((closed, log) => new DatabaseNotifications(closed, [], new HurriedTime(), log));

    [Fact]
    public Task Building_indexes_goes_on() => OutlivesAsync<BackgroundBuilds>((closed, log) => new BackgroundBuilds(closed, null!, new HurriedTime(), log));

    [Fact]
    public Task Deleting_old_traces_goes_on() =>
        OutlivesAsync<TraceRetention>((closed, log) => new TraceRetention(new TraceStore(closed), closed, new TraceOptions(), new HurriedTime(), log));

    // A data source that was closed fails as no database does.
    private static async Task OutlivesAsync<T>(Func<NpgsqlDataSource, ILogger<T>, BackgroundService> make)
    {
        NpgsqlDataSource closed = NpgsqlDataSource.Create("Host=127.0.0.1");
        await closed.DisposeAsync();
        CountingLog<T> log = new();
        using BackgroundService loop = make(closed, log);
        await loop.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(log.Second, loop.ExecuteTask!).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(loop.ExecuteTask!.IsCompleted);
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Every timer is due at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Soon, period == Timeout.InfiniteTimeSpan ? period : Soon);
    }

    private sealed class CountingLog<T> : ILogger<T>
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _lines;

        /// <summary>Ends with the second line.</summary>
        public Task Second => _second.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Interlocked.Increment(ref _lines) == 2) _second.TrySetResult();
        }
    }
}
