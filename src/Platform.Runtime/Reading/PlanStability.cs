namespace Platform.Runtime.Reading;

/// <summary>
/// Whether the database plans a statement once or for the values of each request (decision 0033). A statement begins with a plan for each request's values, as the database
/// judges best. From time to time the plan for a request's values is compared with the plan for any values: while they agree, planning again is wasted, and the
/// statement is planned once; when they have differed, the values matter, and it is not asked again.
/// </summary>
internal sealed class PlanStability
{
    /// <summary>Runs before the first comparison: statements that are not repeated are not worth one.</summary>
    internal const int FirstLook = 6;

    private const int LongestPause = 5_000;
    private int _runs;
    private int _nextLook = FirstLook;
    private volatile Verdict _verdict;
    private volatile bool _isSharedAlike;

    private enum Verdict
    {
        Unknown,
        Same,
        Different,
    }

    /// <summary>True when the statement is planned once.</summary>
    public bool PlansOnce => _verdict == Verdict.Same;

    /// <summary>True when, moreover, the statement for several requests at once is planned as this one.</summary>
    public bool IsSharedAlike => PlansOnce && _isSharedAlike;

    /// <summary>Counts a run; true when the plans are to be compared for its values.</summary>
    public bool Count()
    {
        if (_verdict == Verdict.Different) return false;
        int runs = Interlocked.Increment(ref _runs), look = Volatile.Read(ref _nextLook);
        return runs >= look && Interlocked.CompareExchange(ref _nextLook, runs + Math.Min(runs, LongestPause), look) == look;
    }

    /// <summary>Notes the outcome of a comparison.</summary>
    /// <param name="isSame">Whether the plans agree.</param>
    public void Note(bool isSame)
    {
        if (_verdict != Verdict.Different) _verdict = isSame ? Verdict.Same : Verdict.Different;
    }

    /// <summary>Notes whether the statement for several requests takes the same steps.</summary>
    /// <param name="isAlike">Whether it does.</param>
    public void NoteShared(bool isAlike) => _isSharedAlike = isAlike;
}
