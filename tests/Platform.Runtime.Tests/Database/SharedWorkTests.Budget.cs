using Platform.Runtime.Database;
using Xunit;

namespace Platform.Runtime.Tests.Database;

/// <summary>How many are done together depends on how long that takes; what takes long is not shared, and who is told early goes on early.</summary>
public sealed partial class SharedWorkTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(16), Settling = TimeSpan.FromMilliseconds(100);
    private int _asked;

    [Fact]
    public async Task One_who_is_told_early_goes_on_before_the_others()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2"), Do("a3")];
        End("a0");
        _groups[0].Course.Tell(1, "early");
        Assert.Equal("early", await tasks[1]);
        Assert.False(tasks[0].IsCompleted || tasks[2].IsCompleted);
        _groups[0].End();
        Assert.Equal(["A1+", "early", "A3+"], await Task.WhenAll(tasks));
    }

    [Fact]
    public async Task Who_was_told_early_is_neither_failed_nor_sent_alone()
    {
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1"), Do("a2")];
        End("a0");
        Task<string>[] next = [Do("a3"), Do("a4")];
        _groups[0].Course.Tell(0, "early");
        _groups[0].Fail(new InvalidDataException());
        Assert.Equal("early", await tasks[0]);
        await Assert.ThrowsAsync<InvalidDataException>(() => tasks[1]);
        // An answer that was told counts as one: sharing goes on.
        Task<string>[] last = [Do("a5"), Do("a6")];
        _groups[1].Course.Tell(0, "early");
        _groups[1].End(asked => asked == "a3" ? null : asked);
        Assert.Equal(["early", "a4"], await Task.WhenAll(next));
        Assert.False(IsAlone("a3"));
        _groups[2].End();
        Assert.Equal(["A5+", "A6+"], await Task.WhenAll(last));
    }

    [Fact]
    public void As_many_are_done_together_as_fit_into_the_budget()
    {
        Budgeted(most: 10);
        // Nothing is known: a few.
        Assert.Equal(4, Next(TimeSpan.FromMilliseconds(8)));
        // Two milliseconds each.
        Assert.Equal(8, Next(TimeSpan.FromMilliseconds(8)));
        // Half as long, which is not certain yet.
        Assert.Equal(8, Next(TimeSpan.FromMilliseconds(8)));
        // Two of three took one millisecond: no more than may be. A single slow one, then, changes nothing.
        Assert.Equal(10, Next(TimeSpan.FromMilliseconds(400)));
        Assert.Equal(8, Next(TimeSpan.FromMilliseconds(8)));
        Assert.Equal(10, Next(TimeSpan.FromMilliseconds(30)));
        // One, one, one, two, three and forty: the middle.
        Assert.Equal(8, Next(TimeSpan.FromMilliseconds(8)));
    }

    [Fact]
    public void What_takes_no_time_is_done_together_as_far_as_may_be()
    {
        Budgeted(most: 10);
        Assert.Equal(4, Next(TimeSpan.Zero));
        Assert.Equal(10, Next(TimeSpan.Zero));
    }

    [Fact]
    public void What_takes_long_is_not_shared_for_a_while_that_doubles()
    {
        Budgeted(most: 10);
        TimeSpan expected = Rest;
        for (int time = 0; time < 8; time++)
        {
            _time.Pass(Settling);
            // Slow ones, until that is certain; in pairs after the first.
            Assert.Equal(4, Next(TimeSpan.FromMilliseconds(80)));
            for (int n = 1; n < 16; n++) Assert.Equal(2, Next(TimeSpan.FromMilliseconds(40)));
            Assert.Equal([true, true, true], Ask(3));
            _time.Pass(expected - TimeSpan.FromTicks(1));
            Assert.Equal([true, true, true], Ask(3));
            _time.Pass(TimeSpan.FromTicks(1));
            expected = TimeSpan.FromTicks(Math.Min(expected.Ticks * 2, TimeSpan.FromMinutes(1).Ticks));
        }
    }

    [Fact]
    public void What_is_done_beside_those_who_still_go_alone_tells_nothing()
    {
        _work = BudgetedWork(most: 10);
        // At the beginning.
        for (TimeSpan passed = TimeSpan.Zero; passed < Settling; passed += TimeSpan.FromMilliseconds(50)) Assert.Equal(4, Next(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(4, Next(TimeSpan.FromMilliseconds(80)));
        for (int n = 1; n < 16; n++) Assert.Equal(2, Next(TimeSpan.FromMilliseconds(40)));
        // And after a rest.
        _time.Pass(Rest);
        for (TimeSpan passed = TimeSpan.Zero; passed < Settling; passed += TimeSpan.FromMilliseconds(50)) Assert.Equal(4, Next(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(4, Next(TimeSpan.FromMilliseconds(4)));
        Assert.Equal(10, Next(TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void What_it_had_to_wait_for_does_not_count()
    {
        Budgeted(most: 10);
        for (int n = 0; n < 40; n++) Assert.Equal(n == 0 ? 4 : 10, Next(TimeSpan.FromMilliseconds(5), waiting: TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public void Those_without_an_answer_again_and_again_go_alone_for_longer_and_nothing_shortens_that()
    {
        _work = new SharedWork<string, string>(TogetherAsync, Fits, 2, TimeSpan.FromHours(1), _time) { MostAtOnce = 2 };
        TimeSpan expected = Rest;
        for (int time = 0; time < 8; time++)
        {
            (Group first, Group second) = BeginTwo();
            EndWithoutAnswers(first);
            _time.Pass(expected / 2);
            EndWithoutAnswers(second);
            _time.Pass((expected / 2) - TimeSpan.FromTicks(1));
            Assert.Equal([true, true, true], Ask(3));
            _time.Pass(TimeSpan.FromTicks(1));
            expected = TimeSpan.FromTicks(Math.Min(expected.Ticks * 2, TimeSpan.FromMinutes(1).Ticks));
        }

        // What stands ends the doubling.
        (Group stands, Group fails) = BeginTwo();
        stands.End();
        EndWithoutAnswers(fails);
        _time.Pass(Rest - TimeSpan.FromTicks(1));
        Assert.Equal([true, true, true], Ask(3));
        _time.Pass(TimeSpan.FromTicks(1));
        Assert.Equal([true, true, false], Ask(3));

        (Group First, Group Second) BeginTwo()
        {
            string[] leaders = [New(), New()];
            foreach (string leader in leaders) _ = Do(leader);
            foreach (string leader in leaders)
            {
                for (int n = 0; n < 2; n++) _ = Do(New());
                End(leader);
            }

            return (_groups[^2], _groups[^1]);
        }

        void EndWithoutAnswers(Group group)
        {
            group.End(_ => null);
            foreach (string asked in group.Asked) End(asked);
        }
    }

    [Fact]
    public void A_slow_one_among_short_ones_stops_nothing_and_short_ones_end_the_doubling()
    {
        Budgeted(most: 4);
        for (int n = 0; n < 30; n++) Assert.True(Next(TimeSpan.FromMilliseconds(n == 20 ? 100 : 4)) >= 2);
        // Slow for long: a second. Then short again, and slow again: a second again.
        for (int round = 0; round < 2; round++)
        {
            for (int n = 0; n < 100 && !Ask(2)[1]; n++) Next(TimeSpan.FromMilliseconds(100));
            Assert.Equal([true, true], Ask(2));
            _time.Pass(Rest + Settling);
            for (int n = 0; n < 20; n++) Assert.Equal(4, Next(TimeSpan.FromMilliseconds(4)));
        }
    }

    [Fact]
    public void Without_a_budget_time_does_not_matter()
    {
        _work = new SharedWork<string, string>(TogetherAsync, Fits, 3, TimeSpan.FromHours(1), _time) { MostAtOnce = 1 };
        for (int n = 0; n < 40; n++) Assert.Equal(3, Next(TimeSpan.FromSeconds(1)));
    }

    // Nobody loses patience with what takes long here.
    private void Budgeted(int most)
    {
        _work = BudgetedWork(most);
        _time.Pass(Settling);
    }

    private SharedWork<string, string> BudgetedWork(int most) => new(TogetherAsync, Fits, most, TimeSpan.FromHours(1), _time) { MostAtOnce = 1, Budget = Budget };

    /// <summary>How many of ten are done together next; they take that long, and the others leave.</summary>
    private int Next(TimeSpan lasting, TimeSpan waiting = default)
    {
        using CancellationTokenSource leaving = new();
        string first = New();
        _ = Do(first);
        for (int n = 0; n < 10; n++) _ = Do(New(), leaving.Token);
        End(first);
        Group group = _groups[^1];
        _time.Pass(waiting);
        if (waiting > TimeSpan.Zero) group.Course.Begin();
        _time.Pass(lasting);
        // Those who are done together are told before they could leave.
        for (int n = 0; n < group.Asked.Count; n++) group.Course.Tell(n, "");
        leaving.Cancel();
        group.End();
        return group.Asked.Count;
    }

    // Which of them go alone; none is left.
    private bool[] Ask(int count) => Together([.. Enumerable.Range(0, count).Select(_ => New())]);

    private string New() => $"a{_asked++}";
}
