namespace Platform.Runtime.Database;

/// <summary>
/// Does work of one kind for all who ask for it (decision 0096). While little of it is under way, each does its own. Those who come meanwhile wait until some of that is done, and then
/// theirs is done together: what it costs besides the single case is shared. Nobody waits for what does not get on.
/// </summary>
/// <typeparam name="TAsked">What one of them asks for.</typeparam>
/// <typeparam name="TAnswer">What comes of it.</typeparam>
/// <param name="together">
/// Does it for two or more, and gives what came of it in their order; null for those who have to do it on their own after all. What it throws is thrown to all of them.
/// The token is cancelled when none of them wants it any more.
/// </param>
/// <param name="fits">Whether one more may be done together with those.</param>
/// <param name="mostTogether">How many are done together.</param>
/// <param name="patience">Who comes when nothing has been done for so long does not wait with the others.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedWork<TAsked, TAnswer>(
    Func<IReadOnlyList<TAsked>, CancellationToken, Task<IReadOnlyList<TAnswer?>>> together, Func<IReadOnlyList<TAsked>, TAsked, bool> fits, int mostTogether, TimeSpan patience,
    TimeProvider time)
    where TAsked : class
    where TAnswer : class
{
    // What failed for all because of one would fail again soon.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Member> _waiting = [];
    private IReadOnlyList<TAsked> _leader = [];
    private long _lastEnd;
    private long? _restsSince;
    private int _underWay;

    /// <summary>How much is under way before others wait: the database works for some while the host works for others.</summary>
    public int MostAtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>What comes of the caller's own, done alone or with others'.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="alone">Does it for the caller alone.</param>
    /// <param name="cancellation">Cancels the wait, and the work when nobody else waits for it.</param>
    public async Task<TAnswer> DoAsync(TAsked asked, Func<Task<TAnswer>> alone, CancellationToken cancellation)
    {
        Turn turn = await EnterAsync(asked, cancellation);
        if (turn.Answer is { } shared) return shared;
        try
        {
            return await alone();
        }
        finally
        {
            if (turn.IsOwn) End();
        }
    }

    private ValueTask<Turn> EnterAsync(TAsked asked, CancellationToken cancellation)
    {
        Member member;
        lock (_lock)
        {
            long now = time.GetTimestamp();
            if (_underWay < MostAtOnce || time.GetElapsedTime(_lastEnd, now) >= patience)
            {
                if (_underWay++ == 0) _lastEnd = now;
                _leader = [asked];
                return new ValueTask<Turn>(new Turn(null, IsOwn: true));
            }

            // Those who could not be done together would but wait for each other.
            if (_restsSince is { } since && time.GetElapsedTime(since, now) < Rest) return new ValueTask<Turn>(new Turn(null, IsOwn: false));
            if (!fits(_waiting.Count > 0 ? [_waiting[0].Asked] : _leader, asked)) return new ValueTask<Turn>(new Turn(null, IsOwn: false));
            _waiting.Add(member = new Member(asked));
        }

        return new ValueTask<Turn>(WaitAsync(member, cancellation));
    }

    // A turn has ended: those who wait come next.
    private void End()
    {
        List<Member> next = [];
        lock (_lock)
        {
            _lastEnd = time.GetTimestamp();
            int looked = 0;
            List<TAsked> asked = [];
            foreach (Member member in _waiting)
            {
                if (!member.IsCancelled)
                {
                    if (next.Count == mostTogether || (next.Count > 0 && !fits(asked, member.Asked))) break;
                    next.Add(member);
                    asked.Add(member.Asked);
                }

                looked++;
            }

            _waiting.RemoveRange(0, looked);
            if (next.Count == 0)
            {
                _underWay--;
                return;
            }

            _leader = asked;
        }

        if (next is [var only]) only.Complete(new Turn(null, IsOwn: true), this);
        else _ = RunAsync(next);
    }

    private static async Task<Turn> WaitAsync(Member member, CancellationToken cancellation)
    {
        await using CancellationTokenRegistration leaving = cancellation.UnsafeRegister(static (m, token) => ((Member)m!).Cancel(token), member);
        return await member.Task;
    }

    private async Task RunAsync(List<Member> members)
    {
        using CancellationTokenSource unwanted = new();
        IReadOnlyList<TAnswer?> answers;
        try
        {
            Wanting wanting = new(members.Count, unwanted);
            foreach (Member member in members) member.TakePart(wanting);
            answers = await together([.. members.Select(m => m.Asked)], unwanted.Token);
            if (answers.Contains(null))
            {
                lock (_lock) _restsSince = time.GetTimestamp();
            }
        }
        catch (Exception failure)
        {
            End();
            foreach (Member member in members) member.Fail(failure);
            return;
        }

        End();
        for (int i = 0; i < members.Count; i++) members[i].Complete(new Turn(answers[i], IsOwn: false), this);
    }

    // What was done together; without it the caller has to do it, and to tell the end of a turn that is its own.
    private readonly record struct Turn(TAnswer? Answer, bool IsOwn);

    // How many still want what is done together.
    private sealed class Wanting(int count, CancellationTokenSource unwanted)
    {
        private int _count = count;

        public void Leave()
        {
            if (Interlocked.Decrement(ref _count) == 0) unwanted.Cancel();
        }
    }

    private sealed class Member(TAsked asked)
    {
        // What waits for it goes on where it is done, one after the other: their work is short, and it saves a change of threads for each.
        private readonly TaskCompletionSource<Turn> _source = new();
        private Wanting? _wanting;
        private int _hasLeft;

        public TAsked Asked => asked;

        public Task<Turn> Task => _source.Task;

        public bool IsCancelled => _source.Task.IsCanceled;

        public void TakePart(Wanting wanting)
        {
            Interlocked.Exchange(ref _wanting, wanting);
            if (IsCancelled) Leave();
        }

        public void Cancel(CancellationToken token)
        {
            if (_source.TrySetCanceled(token)) Leave();
        }

        public void Complete(Turn turn, SharedWork<TAsked, TAnswer> work)
        {
            if (!_source.TrySetResult(turn) && turn.IsOwn) work.End();
        }

        public void Fail(Exception failure) => _source.TrySetException(failure);

        private void Leave()
        {
            if (Volatile.Read(ref _wanting) is { } wanting && Interlocked.Exchange(ref _hasLeft, 1) == 0) wanting.Leave();
        }
    }
}
