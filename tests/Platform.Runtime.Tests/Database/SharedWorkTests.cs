using Platform.Runtime.Database;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database;

/// <summary>
/// What is alike and comes at once is done together. What is asked for is a text: those with the same first letter are alike, and the same text is never done twice together. What comes of it is the text in
/// capitals, with a mark when it was done together.
/// </summary>
public sealed partial class SharedWorkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10), Rest = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly List<Group> _groups = [];
    private readonly Dictionary<string, TaskCompletionSource<string>> _alone = [];
    private SharedWork<string, string> _work;

    public SharedWorkTests() => _work = Work();

    [Fact]
    public async Task One_alone_goes_alone()
    {
        foreach (string asked in new[] { "a1", "a2" })
        {
            Task<string> task = Do(asked);
            Assert.True(IsAlone(asked));
            End(asked);
            Assert.Equal(asked.ToUpperInvariant(), await task);
        }

        Assert.Empty(_groups);
    }

    [Fact]
    public async Task Those_who_come_meanwhile_are_done_together_in_their_order_and_each_gets_its_own()
    {
        Task<string> first = Do("a0");
        Task<string>[] others = [Do("a1"), Do("a2"), Do("a3")];
        Assert.False(IsAlone("a1"));
        Assert.Empty(_groups);
        End("a0");
        Assert.Equal(["a1", "a2", "a3"], Assert.Single(_groups).Asked);
        Assert.Equal("A0", await first);
        _groups[0].End();
        Assert.Equal(["A1+", "A2+", "A3+"], await Task.WhenAll(others));
    }

    [Fact]
    public void As_many_go_alone_as_may_be_under_way_before_others_wait()
    {
        _work = Work(atOnce: 3);
        string[] asked = ["a0", "a1", "a2", "a3"];
        foreach (string one in asked) _ = Do(one);
        Assert.Equal([true, true, true, false], asked.Select(IsAlone));
    }

    [Fact]
    public async Task What_comes_while_some_are_done_together_is_done_together_after_them()
    {
        _ = Do("a0");
        Task<string>[] second = [Do("a1"), Do("a2")];
        End("a0");
        Task<string>[] third = [Do("a3"), Do("a4")];
        Assert.Single(_groups);
        _groups[0].End();
        Assert.Equal(["A1+", "A2+"], await Task.WhenAll(second));
        Assert.Equal(["a3", "a4"], _groups[1].Asked);
        _groups[1].End();
        Assert.Equal(["A3+", "A4+"], await Task.WhenAll(third));
        _ = Do("a5");
        Assert.True(IsAlone("a5"));
    }

    [Fact]
    public void No_more_are_done_together_than_may_be()
    {
        _ = Do("a0");
        for (int n = 1; n <= 7; n++) _ = Do($"a{n}");
        End("a0");
        _groups[0].End();
        _groups[1].End();
        Assert.Equal(["a1 a2 a3", "a4 a5 a6"], _groups.Select(g => string.Join(' ', g.Asked)));
        // The last has nobody to share with.
        Assert.True(IsAlone("a7"));
    }

    [Fact]
    public async Task One_who_is_not_alike_goes_alone_at_once_and_holds_nobody_up()
    {
        _ = Do("a0");
        Task<string> stranger = Do("b1");
        Assert.True(IsAlone("b1"));
        _ = Do("a1");
        Task<string> another = Do("b2");
        Assert.True(IsAlone("b2"));
        _ = Do("a2");
        End("b1");
        End("b2");
        Assert.Equal(["B1", "B2"], await Task.WhenAll(stranger, another));
        Assert.Empty(_groups);
        End("a0");
        Assert.Equal(["a1", "a2"], Assert.Single(_groups).Asked);
    }

    [Fact]
    public async Task One_who_fits_the_first_of_them_and_not_another_comes_after_them()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2"), Do("a2"), Do("a3")];
        End("a0");
        Assert.Equal(["a1", "a2"], _groups[0].Asked);
        _groups[0].End();
        Assert.Equal(["a2", "a3"], _groups[1].Asked);
        _groups[1].End();
        Assert.Equal(["A1+", "A2+", "A2+", "A3+"], await Task.WhenAll(tasks));
    }

    [Fact]
    public async Task Those_without_an_answer_go_alone_and_nothing_is_shared_for_a_second()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2")];
        End("a0");
        Task<string> behind = Do("a3");
        _groups[0].End(answer: asked => asked == "a1" ? null : asked + "!");
        Assert.Equal("a2!", await tasks[1]);
        Assert.True(IsAlone("a1"));
        // So does whoever waited behind them.
        Assert.True(IsAlone("a3"));
        End("a1");
        End("a3");
        Assert.Equal(["A1", "A3"], await Task.WhenAll(tasks[0], behind));

        Assert.Equal([true, true, true], Together("a4", "a5", "a6"));
        _time.Pass(Rest - TimeSpan.FromTicks(1));
        Assert.Equal([true, true, true], Together("a7", "a8", "a9"));
        _time.Pass(TimeSpan.FromTicks(1));
        Assert.Equal([true, false, false], Together("a10", "a11", "a12"));
        Assert.Equal(2, _groups.Count);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_of_them_and_the_next_go_on()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2")];
        End("a0");
        Task<string>[] next = [Do("a3"), Do("a4")];
        _groups[0].Fail(new InvalidDataException("broken"));
        foreach (Task<string> task in tasks) Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidDataException>(() => task)).Message);
        _groups[1].End();
        Assert.Equal(["A3+", "A4+"], await Task.WhenAll(next));
    }

    [Fact]
    public async Task Work_that_answers_too_few_of_them_leaves_nobody_waiting()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2")];
        End("a0");
        _groups[0].Done.SetResult(["one"]);
        foreach (Task<string> task in tasks) await Assert.ThrowsAsync<InvalidOperationException>(() => task);
        _ = Do("a3");
        Assert.True(IsAlone("a3"));
    }

    [Fact]
    public async Task A_failure_of_one_that_goes_alone_is_its_own_and_the_next_go_on()
    {
        Task<string> first = Do("a0");
        Task<string>[] others = [Do("a1"), Do("a2")];
        _alone["a0"].SetException(new InvalidDataException());
        await Assert.ThrowsAsync<InvalidDataException>(() => first);
        _groups[0].End();
        Assert.Equal(["A1+", "A2+"], await Task.WhenAll(others));
    }

    [Fact]
    public async Task Those_who_wait_for_what_is_stuck_go_when_patience_ends_though_nobody_comes()
    {
        Task<string> stuck = Do("a0");
        Task<string>[] waiting = [Do("a1"), Do("a2")];
        _time.Pass(Patience - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_groups);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a1", "a2"], Assert.Single(_groups).Asked);
        _groups[0].End();
        Assert.Equal(["A1+", "A2+"], await Task.WhenAll(waiting));
        Assert.False(stuck.IsCompleted);
        End("a0");
        Assert.Equal("A0", await stuck);
    }

    [Fact]
    public async Task What_is_stuck_delays_nobody_who_comes_later()
    {
        _ = Do("a0");
        _time.Pass(Patience);
        // One after the other, as if nothing were under way.
        foreach (string asked in new[] { "a1", "a2", "a3" })
        {
            Task<string> task = Do(asked);
            Assert.True(IsAlone(asked));
            End(asked);
            Assert.Equal(asked.ToUpperInvariant(), await task);
        }

        // And what comes at once is shared.
        _ = Do("a4");
        _ = Do("a5");
        Assert.False(IsAlone("a5"));
        // The end of what was stuck does not begin more than there is room for.
        End("a0");
        Assert.False(IsAlone("a5"));
        End("a4");
        Assert.True(IsAlone("a5"));
    }

    [Fact]
    public void Each_patience_without_an_end_lets_the_next_go()
    {
        _ = Do("a0");
        for (int round = 0; round < 5; round++)
        {
            _ = Do($"a1{round}");
            _ = Do($"a2{round}");
            Assert.Equal(round, _groups.Count);
            _time.Pass(Patience);
            Assert.Equal(round + 1, _groups.Count);
        }
    }

    [Fact]
    public void Who_comes_as_patience_ends_goes_with_those_who_wait()
    {
        Clock clock = new();
        _work = Work(time: clock);
        _ = Do("a0");
        _ = Do("a1");
        // The timer is late.
        clock.Now += Patience.Ticks;
        _ = Do("a2");
        Assert.Equal(["a1", "a2"], Assert.Single(_groups).Asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Thousands_that_end_as_they_begin_come_one_after_the_other(int most)
    {
        _work = new SharedWork<string, string>((asked, _, _) => Task.FromResult<IReadOnlyList<string?>>([.. asked]), (_, _) => true, most, Patience, _time) { MostAtOnce = 1 };
        _ = Do("a0");
        Task<string>[] tasks = [.. Enumerable.Range(0, 20_000).Select(n => _work.DoAsync($"a{n}", () => Task.FromResult($"a{n}"), default))];
        Assert.DoesNotContain(tasks, t => t.IsCompleted);
        End("a0");
        Assert.Equal(Enumerable.Range(0, 20_000).Select(n => $"a{n}"), await Task.WhenAll(tasks));
    }

    [Fact]
    public async Task What_has_ended_is_not_compared_with_and_not_kept()
    {
        _work = Work(atOnce: 2);
        _ = Do("a0");
        _ = Do("b0");
        // The younger of both has ended: who comes is compared with the other.
        _ = Do("b1");
        End("b0");
        Assert.True(IsAlone("b1"));
        End("b1");
        _ = Do("a1");
        Assert.True(IsAlone("a1"));
        Task<string> waiting = Do("a2");
        End("a1");
        Assert.True(IsAlone("a2"));
        End("a2");
        Assert.Equal("A2", await waiting);
    }

    [Fact]
    public async Task It_is_done_within_the_context_of_the_first_and_each_goes_on_within_its_own()
    {
        AsyncLocal<string> context = new();
        async Task<string> InContextAsync(string asked)
        {
            context.Value = asked;
            string answer = await Do(asked);
            return $"{answer} in {context.Value}";
        }

        string? within = null;
        _work = new SharedWork<string, string>(
            async (asked, course, cancellation) =>
            {
                within = context.Value;
                return await TogetherAsync(asked, course, cancellation);
            },
            Fits, 3, Patience, _time)
        {
            MostAtOnce = 1,
        };
        _ = InContextAsync("a0");
        Task<string>[] others = [InContextAsync("a1"), InContextAsync("a2")];
        End("a0");
        Assert.Equal("a1", within);
        _groups[0].End();
        Assert.Equal(["A1+ in a1", "A2+ in a2"], await Task.WhenAll(others));
        Assert.Null(context.Value);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    public async Task Whatever_fails_or_is_cancelled_everybody_is_told_and_nothing_is_left(int atOnce, bool withoutAnswers)
    {
        const int Clients = 16, Rounds = 400;
        int[] ends = new int[4];
        _work = new SharedWork<string, string>(
            async (asked, _, cancellation) =>
            {
                Random random = new(asked.Sum(a => a.Sum(c => c)));
                for (int n = random.Next(4); n >= 0; n--) await Task.Yield();
                cancellation.ThrowIfCancellationRequested();
                if (random.Next(20) == 0) throw new InvalidDataException();
                return withoutAnswers && random.Next(20) == 0 ? new string?[asked.Count] : [.. asked.Select(a => a.ToUpperInvariant() + "+")];
            },
            Fits, 5, Patience, _time)
        {
            MostAtOnce = atOnce,
        };
        int times = 0;
        // A busy machine may run them one after the other, so that nobody waits for anybody.
        while (ends.Contains(0) && times < 20) await AskAsync(times++);
        Assert.Equal(times * Clients * Rounds, ends.Sum());
        Assert.DoesNotContain(0, ends);
        if (withoutAnswers) _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(
            [.. Enumerable.Repeat(true, atOnce), false],
            Enumerable.Range(0, atOnce + 1).Select(n =>
            {
                _ = Do($"a{n}");
                return IsAlone($"a{n}");
            }));

        Task AskAsync(int time) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            Random random = new(client + (time * Clients));
            for (int round = 0; round < Rounds; round++)
            {
                string asked = $"{(random.Next(10) == 0 ? 'b' : 'a')}{client}-{round}";
                using CancellationTokenSource leaving = new();
                Task<string> task = _work.DoAsync(asked, () => AloneAsync(asked, random.Next(20) == 0), leaving.Token);
                if (random.Next(4) == 0)
                {
                    for (int n = random.Next(3); n > 0; n--) await Task.Yield();
                    await leaving.CancelAsync();
                }

                try
                {
                    string answer = await task;
                    Assert.Equal(asked.ToUpperInvariant(), answer.TrimEnd('+'));
                    Interlocked.Increment(ref ends[answer.EndsWith('+') ? 0 : 1]);
                }
                catch (InvalidDataException)
                {
                    Interlocked.Increment(ref ends[2]);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref ends[3]);
                }

                // Otherwise time stands still: nobody is freed by patience.
                if (withoutAnswers && random.Next(50) == 0) _time.Pass(Rest);
            }
        })));
    }

    private static async Task<string> AloneAsync(string asked, bool fails)
    {
        await Task.Yield();
        return fails ? throw new InvalidDataException() : asked.ToUpperInvariant();
    }

    private SharedWork<string, string> Work(int atOnce = 1, TimeProvider? time = null) => new(TogetherAsync, Fits, 3, Patience, time ?? _time) { MostAtOnce = atOnce };

    private static bool Fits(IReadOnlyList<string> asked, string other) => asked[0][0] == other[0] && !asked.Contains(other);

    private Task<IReadOnlyList<string?>> TogetherAsync(IReadOnlyList<string> asked, SharedWork<string, string>.Course course, CancellationToken cancellation)
    {
        Group group = new(asked, course, cancellation);
        _groups.Add(group);
        return group.Done.Task;
    }

    private Task<string> Do(string asked, CancellationToken cancellation = default) => _work.DoAsync(asked, () => (_alone[asked] = new TaskCompletionSource<string>()).Task, cancellation);

    // Asks for all of them, says which go alone, and ends them.
    private bool[] Together(params string[] asked)
    {
        foreach (string one in asked) _ = Do(one);
        bool[] alone = [.. asked.Select(IsAlone)];
        foreach (string one in asked.Where(IsAlone)) End(one);
        foreach (Group group in _groups.Where(g => !g.Done.Task.IsCompleted)) group.End();
        return alone;
    }

    private bool IsAlone(string asked) => _alone.ContainsKey(asked);

    private void End(string asked) => _alone[asked].SetResult(asked.ToUpperInvariant());

    private sealed record Group(IReadOnlyList<string> Asked, SharedWork<string, string>.Course Course, CancellationToken Cancellation)
    {
        public TaskCompletionSource<IReadOnlyList<string?>> Done { get; } = new();

        public void End(Func<string, string?>? answer = null) => Done.SetResult([.. Asked.Select(answer ?? (a => a.ToUpperInvariant() + "+"))]);

        public void Fail(Exception failure) => Done.SetException(failure);
    }

    // Its timers never run.
    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new ManualTime().CreateTimer(callback, state, dueTime, period);
    }
}
