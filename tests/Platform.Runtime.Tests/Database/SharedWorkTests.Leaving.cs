using Platform.Runtime.Database;
using Xunit;

namespace Platform.Runtime.Tests.Database;

/// <summary>Those who give up what they have asked for.</summary>
public sealed partial class SharedWorkTests
{
    [Fact]
    public async Task One_who_gives_up_waiting_is_not_asked_for_and_the_others_get_theirs()
    {
        using CancellationTokenSource leaving = new();
        _ = Do("a0");
        Task<string> left = Do("a1", leaving.Token);
        Task<string>[] others = [Do("a2"), Do("a3")];
        await leaving.CancelAsync();
        Assert.Equal(leaving.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left)).CancellationToken);
        End("a0");
        Assert.Equal(["a2", "a3"], _groups[0].Asked);
        _groups[0].End();
        Assert.Equal(["A2+", "A3+"], await Task.WhenAll(others));
    }

    [Fact]
    public async Task One_who_gives_up_while_it_is_done_gets_nothing_and_the_others_theirs()
    {
        using CancellationTokenSource leaving = new();
        _ = Do("a0");
        Task<string> left = Do("a1", leaving.Token);
        Task<string>[] others = [Do("a2"), Do("a3")];
        End("a0");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(_groups[0].Cancellation.IsCancellationRequested);
        _groups[0].End();
        Assert.Equal(["A2+", "A3+"], await Task.WhenAll(others));
    }

    [Fact]
    public async Task What_nobody_wants_any_more_is_cancelled()
    {
        using CancellationTokenSource one = new(), other = new();
        _ = Do("a0");
        Task<string>[] tasks = [Do("a1", one.Token), Do("a2", other.Token)];
        End("a0");
        Task<string> next = Do("a3");
        await one.CancelAsync();
        Assert.False(_groups[0].Cancellation.IsCancellationRequested);
        await other.CancelAsync();
        Assert.True(_groups[0].Cancellation.IsCancellationRequested);
        _groups[0].Done.SetCanceled(_groups[0].Cancellation);
        foreach (Task<string> task in tasks) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(IsAlone("a3"));
        End("a3");
        Assert.Equal("A3", await next);
    }

    [Fact]
    public async Task Those_who_give_up_as_it_ends_do_no_harm()
    {
        using CancellationTokenSource leaving = new();
        _ = Do("a0");
        Task<string> first = Do("a1");
        Task<string>[] late = [Do("a2", leaving.Token), Do("a3", leaving.Token)];
        // Goes on before the others are told.
        Task cancelled = first.ContinueWith(_ => leaving.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        End("a0");
        _groups[0].End();
        await cancelled;
        Assert.Equal("A1+", await first);
        foreach (Task<string> task in late) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        _ = Do("a4");
        Assert.True(IsAlone("a4"));
    }

    [Fact]
    public async Task One_who_gives_up_as_its_turn_comes_passes_it_on()
    {
        using CancellationTokenSource leaving = new();
        bool isItsTurn = false;
        bool LeavesAsItsTurnComes(IReadOnlyList<string> asked, string other)
        {
            if (isItsTurn) leaving.Cancel();
            return !isItsTurn;
        }

        _work = new SharedWork<string, string>(TogetherAsync, LeavesAsItsTurnComes, 3, Patience, _time) { MostAtOnce = 1 };
        _ = Do("a0");
        Task<string> left = Do("a1", leaving.Token), next = Do("a2");
        isItsTurn = true;
        End("a0");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal([false, true], [IsAlone("a1"), IsAlone("a2")]);
        End("a2");
        Assert.Equal("A2", await next);
    }
}
