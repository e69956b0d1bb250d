using Platform.Runtime.Database;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database;

/// <summary>As much goes on at once as may, in the order of coming, and nobody waits for what does not get on.</summary>
public sealed class WorkGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly ManualTime _time = new();
    private readonly List<string> _begun = [];
    private readonly Dictionary<string, WorkGate.Turn> _turns = [];

    [Fact]
    public async Task As_many_go_on_at_once_as_may_and_the_others_follow_in_their_order()
    {
        WorkGate gate = Gate(2);
        Task[] tasks = [.. "abcde".Select(name => EnterAsync(gate, name.ToString()))];
        Assert.Equal(["a", "b"], _begun);
        _turns["b"].Dispose();
        Assert.Equal(["a", "b", "c"], _begun);
        _turns["c"].Dispose();
        _turns["a"].Dispose();
        Assert.Equal(["a", "b", "c", "d", "e"], _begun);
        await Task.WhenAll(tasks);
    }

    [Fact]
    public void One_who_comes_while_others_wait_does_not_overtake_them()
    {
        WorkGate gate = Gate(1);
        foreach (string name in (string[])["a", "b"]) _ = EnterAsync(gate, name);
        _turns["a"].Dispose();
        _ = EnterAsync(gate, "c");
        Assert.Equal(["a", "b"], _begun);
        _turns["b"].Dispose();
        Assert.Equal(["a", "b", "c"], _begun);
    }

    [Fact]
    public void A_turn_that_ends_twice_makes_room_for_one()
    {
        WorkGate gate = Gate(1);
        foreach (string name in (string[])["a", "b", "c"]) _ = EnterAsync(gate, name);
        _turns["a"].Dispose();
        _turns["a"].Dispose();
        Assert.Equal(["a", "b"], _begun);
    }

    [Fact]
    public void What_lasts_longer_than_the_patience_counts_no_more_whether_anybody_comes_or_not()
    {
        WorkGate gate = Gate(2);
        foreach (string name in (string[])["a", "b", "c", "d", "e"]) _ = EnterAsync(gate, name);
        _time.Pass(Patience - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "b"], _begun);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "b", "c", "d"], _begun);
        // The end of what counts no more makes no room.
        _turns["a"].Dispose();
        Assert.Equal(["a", "b", "c", "d"], _begun);
        _time.Pass(Patience);
        Assert.Equal(["a", "b", "c", "d", "e"], _begun);
    }

    [Fact]
    public void One_who_comes_after_the_patience_goes_on_at_once()
    {
        WorkGate gate = Gate(1);
        _ = EnterAsync(gate, "a");
        _time.Pass(Patience);
        _ = EnterAsync(gate, "b");
        Assert.Equal(["a", "b"], _begun);
    }

    [Fact]
    public async Task One_who_leaves_while_waiting_is_passed_over()
    {
        WorkGate gate = Gate(1);
        using CancellationTokenSource leaving = new();
        _ = EnterAsync(gate, "a");
        Task left = EnterAsync(gate, "b", leaving.Token);
        _ = EnterAsync(gate, "c");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _turns["a"].Dispose();
        Assert.Equal(["a", "c"], _begun);
        _turns["c"].Dispose();
        _ = EnterAsync(gate, "d");
        Assert.Equal(["a", "c", "d"], _begun);
    }

    [Fact]
    public async Task However_many_wait_for_what_ends_as_it_begins_the_stack_is_deep_enough()
    {
        WorkGate gate = Gate(1);
        WorkGate.Turn first = await gate.EnterAsync(TestContext.Current.CancellationToken);
        Task[] tasks = [.. Enumerable.Range(0, 100_000).Select(_ => PassAsync())];
        first.Dispose();
        await Task.WhenAll(tasks);

        async Task PassAsync() => (await gate.EnterAsync(TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task Among_many_at_once_there_are_never_more_than_may()
    {
        WorkGate gate = new(3, TimeSpan.FromHours(1), TimeProvider.System);
        int now = 0, most = 0, done = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (int n = 0; n < 200; n++)
            {
                using WorkGate.Turn turn = await gate.EnterAsync(TestContext.Current.CancellationToken);
                int here = Interlocked.Increment(ref now);
                for (int seen = Volatile.Read(ref most); here > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, here, seen);
                await Task.Yield();
                Interlocked.Decrement(ref now);
                Interlocked.Increment(ref done);
            }
        })));
        Assert.Equal((0, 3, 64 * 200), (now, most, done));
    }

    private WorkGate Gate(int most) => new(most, Patience, _time);

    private async Task EnterAsync(WorkGate gate, string name, CancellationToken cancellation = default)
    {
        WorkGate.Turn turn = await gate.EnterAsync(cancellation);
        _turns[name] = turn;
        _begun.Add(name);
    }
}
