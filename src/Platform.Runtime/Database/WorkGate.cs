using System.Runtime.CompilerServices;

namespace Platform.Runtime.Database;

/// <summary>
/// Lets as much work of one kind go on at once as keeps the processors busy; what comes meanwhile waits for its turn, in the order of coming (decision 0097). Nobody waits for what does not get on:
/// what has been under way for longer than the patience counts no more.
/// </summary>
/// <param name="mostAtOnce">How much goes on at once.</param>
/// <param name="patience">How long work counts as getting on.</param>
/// <param name="time">The clock.</param>
/// <param name="goesOnElsewhere">
/// Whoever has waited goes on on another thread. Otherwise it goes on where the turn before ends, which saves a change of threads where what it does first is to send something.
/// </param>
internal sealed class WorkGate(int mostAtOnce, TimeSpan patience, TimeProvider time, bool goesOnElsewhere = false)
{
    private readonly Lock _lock = new();

    // What counts, oldest first.
    private readonly List<Turn> _turns = [];
    private readonly Queue<Waiter> _waiting = [];
    private bool _isWatched;

    // What has been under way for longer is no short statement, or waits for something else.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    // So many keep the processors busy while some wait for the network or the disk.
    private static int StatementsAtOnce => Math.Max(5, (2 * Environment.ProcessorCount) + 1);

    // Fewer: what they add at the end of the same indexes makes them wait for each other's pages.
    private static int TransactionsAtOnce => Math.Max(3, Environment.ProcessorCount + 1);

    /// <summary>A gate for statements that read.</summary>
    /// <param name="time">The clock.</param>
    public static WorkGate ForReads(TimeProvider time) => new(StatementsAtOnce, Patience, time);

    /// <summary>A gate for transactions that write: each begins with work on what it was given.</summary>
    /// <param name="time">The clock.</param>
    public static WorkGate ForWrites(TimeProvider time) => new(TransactionsAtOnce, Patience, time, goesOnElsewhere: true);

    /// <summary>How much goes on at once.</summary>
    public int MostAtOnce => mostAtOnce;

    /// <summary>Waits for a turn; to dispose of it ends it.</summary>
    /// <param name="cancellation">Cancels the wait.</param>
    public ValueTask<Turn> EnterAsync(CancellationToken cancellation)
    {
        Waiter waiter;
        bool isToBeWatched;
        lock (_lock)
        {
            GiveUpWhatIsStuck();
            if (_waiting.Count == 0 && _turns.Count < mostAtOnce) return new ValueTask<Turn>(Begin());
            _waiting.Enqueue(waiter = new Waiter(goesOnElsewhere));
            isToBeWatched = !_isWatched;
            _isWatched = true;
        }

        if (isToBeWatched) _ = Watching.WatchAsync(PatienceLeft, () => GoOn(null), time);
        return new ValueTask<Turn>(WaitAsync(waiter, cancellation));
    }

    private static async Task<Turn> WaitAsync(Waiter waiter, CancellationToken cancellation)
    {
        await using CancellationTokenRegistration leaving = cancellation.UnsafeRegister(static (w, token) => ((Waiter)w!).TrySetCanceled(token), waiter);
        return await waiter.Task;
    }

    // While somebody waits, looks whether what they wait for gets on: it may be that nothing of it ends.
    private TimeSpan? PatienceLeft()
    {
        lock (_lock)
        {
            if (_waiting.Count > 0) return _turns.Count < mostAtOnce ? TimeSpan.Zero : patience - time.GetElapsedTime(_turns[0].Since);
            _isWatched = false;
            return null;
        }
    }

    // A turn has ended, or has lasted too long: those who wait come next.
    private void GoOn(Turn? ended)
    {
        while (true)
        {
            Waiter? next;
            Turn turn;
            lock (_lock)
            {
                if (ended is not null) _turns.Remove(ended);
                ended = null;
                GiveUpWhatIsStuck();
                if (_turns.Count >= mostAtOnce || !_waiting.TryDequeue(out next)) return;
                turn = Begin();
            }

            // The end of each begins the next: where each ends as it begins, the stack does not grow with their number.
            if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) Start(next, turn);
            else ThreadPool.QueueUserWorkItem(static start => Start(start.Next, start.Turn), (Next: next, Turn: turn), preferLocal: false);
        }
    }

    // One who has left gives the turn to the next.
    private static void Start(Waiter waiter, Turn turn)
    {
        if (!waiter.TrySetResult(turn)) turn.Dispose();
    }

    private Turn Begin()
    {
        Turn turn = new(this, time.GetTimestamp());
        _turns.Add(turn);
        return turn;
    }

    private void GiveUpWhatIsStuck()
    {
        if (_turns.Count == 0) return;
        long now = time.GetTimestamp();
        while (_turns.Count > 0 && time.GetElapsedTime(_turns[0].Since, now) >= patience) _turns.RemoveAt(0);
    }

    /// <summary>A turn.</summary>
    internal sealed class Turn(WorkGate gate, long since) : IDisposable
    {
        /// <summary>When it began.</summary>
        internal long Since => since;

        /// <summary>Ends it.</summary>
        public void Dispose() => gate.GoOn(this);
    }

    private sealed class Waiter(bool goesOnElsewhere) : TaskCompletionSource<Turn>(goesOnElsewhere ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
}
