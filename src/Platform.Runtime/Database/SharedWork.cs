using System.Runtime.CompilerServices;

namespace Platform.Runtime.Database;

/// <summary>
/// Does work of one kind for all who ask for it (decision 0096). While little of it is under way, each does its own. Those who come meanwhile wait until some of that is done, and then
/// theirs is done together: what it costs besides the single case is shared. Nobody waits for what does not get on.
/// </summary>
/// <typeparam name="TAsked">What one of them asks for.</typeparam>
/// <typeparam name="TAnswer">What comes of it.</typeparam>
/// <param name="together">
/// Does it for two or more, and gives what came of it in their order; null for those who have to do it on their own after all, and for those who were told before. What it throws is thrown to
/// all who were not told. The token is cancelled when none of them wants it any more.
/// </param>
/// <param name="fits">Whether one more may be done together with those.</param>
/// <param name="mostTogether">How many are done together.</param>
/// <param name="patience">What has been under way for so long is no longer waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedWork<TAsked, TAnswer>(
    Func<IReadOnlyList<TAsked>, SharedWork<TAsked, TAnswer>.Course, CancellationToken, Task<IReadOnlyList<TAnswer?>>> together, Func<IReadOnlyList<TAsked>, TAsked, bool> fits, int mostTogether, TimeSpan patience,
    TimeProvider time)
    where TAsked : class
    where TAnswer : class
{
    // What failed for all because of one would fail again soon.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1), LongestRest = TimeSpan.FromMinutes(1);

    // As long as it is not known how long they take.
    private const int FirstTogether = 4;

    // As many times tell how long they take: a single one may have had to wait for something else.
    private const int Enough = 16;

    // After each has gone alone, those who still do so keep the database busy, and what is done together beside them takes longer than it will.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Member> _waiting = [];

    // What is waited for, oldest first.
    private readonly List<Turn> _turns = [];
    private long _restsSince = time.GetTimestamp();
    private TimeSpan _rest, _nextRest = Rest;
    private bool _isWatched;

    // How long one took among others the last times since the last rest, and the median of them.
    private readonly TimeSpan[] _times = new TimeSpan[Enough];
    private TimeSpan _each;
    private int _learned;

    /// <summary>How much is under way before others wait.</summary>
    public required int MostAtOnce { get; init; }

    /// <summary>
    /// How long what is done together is to take, as far as what was done together before tells: as many are taken as fit. Where not even two fit, it would gain little, and make each wait for the
    /// others: then each goes alone, for a second at first, and twice as long whenever that is found again. Null for no matter how long.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What comes of the caller's own, done alone or with others'.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="alone">Does it for the caller alone.</param>
    /// <param name="cancellation">Cancels the wait, and the work when nobody else waits for it.</param>
    public async Task<TAnswer> DoAsync(TAsked asked, Func<Task<TAnswer>> alone, CancellationToken cancellation)
    {
        Way way = await EnterAsync(asked, cancellation);
        if (way.Answer is { } shared) return shared;
        try
        {
            return await alone();
        }
        finally
        {
            if (way.Own is { } turn) GoOn(turn);
        }
    }

    private long Now => time.GetTimestamp();

    private int MostNow =>
        Budget is not { } budget ? mostTogether : (int)Math.Min(mostTogether, _learned > 0 ? Math.Max(2, budget / _each) : FirstTogether);

    private ValueTask<Way> EnterAsync(TAsked asked, CancellationToken cancellation)
    {
        Member member;
        bool mayGoOn, isToBeWatched;
        lock (_lock)
        {
            long now = Now;
            GiveUpWhatIsStuck(now);
            if (_waiting.Count == 0 && _turns.Count < MostAtOnce) return new ValueTask<Way>(new Way(null, Begin([asked], now)));

            // Those who could not be done together would but wait for each other.
            if (IsResting(now) || !fits(_waiting.Count > 0 ? [_waiting[0].Asked] : _turns[^1].Asked, asked)) return new ValueTask<Way>(new Way(null, null));
            _waiting.Add(member = new Member(asked));
            mayGoOn = _turns.Count < MostAtOnce;
            isToBeWatched = !mayGoOn && !_isWatched;
            _isWatched |= isToBeWatched;
        }

        if (mayGoOn) GoOn(null);
        if (isToBeWatched) _ = Watching.WatchAsync(PatienceLeft, () => GoOn(null), time);
        return new ValueTask<Way>(WaitAsync(member, cancellation));
    }

    private static async Task<Way> WaitAsync(Member member, CancellationToken cancellation)
    {
        await using CancellationTokenRegistration leaving = cancellation.UnsafeRegister(static (m, token) => ((Member)m!).Cancel(token), member);
        return await member.Task;
    }

    // While somebody waits, looks whether what they wait for gets on: it may be that nobody else comes.
    private TimeSpan? PatienceLeft()
    {
        lock (_lock)
        {
            if (_waiting.Count > 0) return _turns.Count < MostAtOnce ? TimeSpan.Zero : patience - time.GetElapsedTime(_turns[0].Since);
            _isWatched = false;
            return null;
        }
    }

    // A turn has ended, or has lasted too long: those who wait come next.
    private void GoOn(Turn? ended)
    {
        while (true)
        {
            List<Member> next;
            Turn? turn = null;
            lock (_lock)
            {
                long now = Now;
                if (ended is not null) _turns.Remove(ended);
                ended = null;
                GiveUpWhatIsStuck(now);
                bool rests = IsResting(now);
                if (_waiting.Count == 0 || (!rests && _turns.Count >= MostAtOnce)) return;
                next = Take(rests ? int.MaxValue : MostNow);
                if (next.Count == 0) return;
                if (!rests) turn = Begin([.. next.Select(m => m.Asked)], now);
            }

            if (turn is not null && next.Count > 1) Start(next, turn);
            else next.ForEach(m => m.Complete(new Way(null, turn), this));
        }
    }

    // What was done together has ended well. How long the last of them took tells how many are taken next.
    private void Learn(TimeSpan each, long since)
    {
        if (Budget is { } budget)
        {
            if (time.GetElapsedTime(_restsSince, since) < _rest + Settling) return;
            _times[_learned++ % Enough] = each;
            Span<TimeSpan> sorted = stackalloc TimeSpan[Math.Min(_learned, Enough)];
            _times.AsSpan(0, sorted.Length).CopyTo(sorted);
            sorted.Sort();
            _each = sorted[sorted.Length / 2];
            if (_learned < Enough) return;
            if (_each > budget / 2)
            {
                GoAlone();
                return;
            }
        }

        _nextRest = Rest;
    }

    private void GoAlone()
    {
        _learned = 0;
        if (IsResting(Now)) return;
        _restsSince = Now;
        _rest = _nextRest;
        _nextRest = TimeSpan.FromTicks(Math.Min(_nextRest.Ticks * 2, LongestRest.Ticks));
    }

    private Turn Begin(IReadOnlyList<TAsked> asked, long now)
    {
        Turn turn = new(asked, now);
        _turns.Add(turn);
        return turn;
    }

    private void GiveUpWhatIsStuck(long now)
    {
        while (_turns.Count > 0 && time.GetElapsedTime(_turns[0].Since, now) >= patience) _turns.RemoveAt(0);
    }

    private bool IsResting(long now) => _rest > TimeSpan.Zero && time.GetElapsedTime(_restsSince, now) < _rest;

    // Those who have waited longest, as far as they may be done together; while sharing rests, everybody.
    private List<Member> Take(int most)
    {
        List<Member> taken = [];
        List<TAsked> asked = [];
        int looked = 0;
        foreach (Member member in _waiting)
        {
            if (!member.IsCancelled)
            {
                if (taken.Count == most || (most < int.MaxValue && taken.Count > 0 && !fits(asked, member.Asked))) break;
                taken.Add(member);
                asked.Add(member.Asked);
            }

            looked++;
        }

        _waiting.RemoveRange(0, looked);
        return taken;
    }

    // What is done for all of them is traced and logged as a part of what the first does, not of whatever has just ended.
    private void Start(List<Member> members, Turn turn)
    {
        // The end of each begins the next: where each ends as it begins, the stack does not grow with their number.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) ThreadPool.QueueUserWorkItem(_ => Run());
        else if (members[0].Context is { } context) ExecutionContext.Run(context, _ => Run(), null);
        else Run();

        void Run() => _ = RunAsync(members, turn);
    }

    private async Task RunAsync(List<Member> members, Turn turn)
    {
        // Whoever leaves late may still cancel it; it holds nothing to be given back.
        CancellationTokenSource unwanted = new();
        IReadOnlyList<TAnswer?> answers;
        try
        {
            Wanting wanting = new(members.Count, unwanted);
            foreach (Member member in members) member.TakePart(wanting);
            Progress progress = new(members, this);
            answers = await together([.. members.Select(m => m.Asked)], progress, unwanted.Token);
            if (answers.Count != members.Count) throw new InvalidOperationException($"{answers.Count} answers came for {members.Count}.");
            lock (_lock)
            {
                if (members.Where((m, i) => answers[i] is null && !m.IsTold && !m.IsCancelled).Any()) GoAlone();
                else Learn(time.GetElapsedTime(progress.Since) / members.Count, progress.Since);
            }
        }
        catch (Exception failure)
        {
            GoOn(turn);
            foreach (Member member in members.Where(m => !m.IsTold)) member.Fail(failure);
            return;
        }

        GoOn(turn);
        for (int i = 0; i < members.Count; i++)
        {
            if (!members[i].IsTold) members[i].Complete(new Way(answers[i], null), this);
        }
    }

    /// <summary>What is done for some together, while it is done.</summary>
    internal abstract class Course
    {
        /// <summary>It begins now: how long it takes does not count what it had to wait for before.</summary>
        public abstract void Begin();

        /// <summary>Tells one of them what came of its own, while others' is still being done. It goes on elsewhere, since the others wait for this thread.</summary>
        /// <param name="place">Its place.</param>
        /// <param name="answer">What came of it.</param>
        public abstract void Tell(int place, TAnswer answer);
    }

    private sealed class Progress(List<Member> members, SharedWork<TAsked, TAnswer> work) : Course
    {
        public long Since { get; private set; } = work.Now;

        public override void Begin() => Since = work.Now;

        public override void Tell(int place, TAnswer answer)
        {
            Member member = members[place];
            member.BeTold();
            ThreadPool.UnsafeQueueUserWorkItem(static told => told.Member.Complete(told.Way, told.Work), (Member: member, Way: new Way(answer, null), Work: work), preferLocal: false);
        }
    }

    // What was done together; without it the caller has to do it, and to tell the end of a turn of its own.
    private readonly record struct Way(TAnswer? Answer, Turn? Own);

    private sealed class Turn(IReadOnlyList<TAsked> asked, long since)
    {
        public IReadOnlyList<TAsked> Asked => asked;

        public long Since => since;
    }

    // How many still want what is done together.
    private sealed class Wanting(int count, CancellationTokenSource unwanted)
    {
        private int _count = count;

        public void Leave()
        {
            if (Interlocked.Decrement(ref _count) == 0) unwanted.Cancel();
        }

        // The last of them to be told needs nothing more, and what is done for them is at its end.
        public void BeTold() => Interlocked.Decrement(ref _count);
    }

    private sealed class Member(TAsked asked)
    {
        // What waits for it goes on where it is done, one after the other: their work is short, and it saves a change of threads for each.
        private readonly TaskCompletionSource<Way> _source = new();
        private Wanting? _wanting;
        private int _hasLeft;

        public TAsked Asked => asked;

        public ExecutionContext? Context { get; } = ExecutionContext.Capture();

        public Task<Way> Task => _source.Task;

        public bool IsCancelled => _source.Task.IsCanceled;

        public bool IsTold { get; private set; }

        public void TakePart(Wanting wanting)
        {
            Interlocked.Exchange(ref _wanting, wanting);
            if (IsCancelled) Leave();
        }

        public void BeTold()
        {
            IsTold = true;
            if (Volatile.Read(ref _wanting) is { } wanting && Interlocked.Exchange(ref _hasLeft, 1) == 0) wanting.BeTold();
        }

        public void Cancel(CancellationToken token)
        {
            if (_source.TrySetCanceled(token)) Leave();
        }

        public void Complete(Way way, SharedWork<TAsked, TAnswer> work)
        {
            if (!_source.TrySetResult(way) && way.Own is { } turn) work.GoOn(turn);
        }

        public void Fail(Exception failure) => _source.TrySetException(failure);

        private void Leave()
        {
            if (Volatile.Read(ref _wanting) is { } wanting && Interlocked.Exchange(ref _hasLeft, 1) == 0) wanting.Leave();
        }
    }
}
