using System.Diagnostics;
using Npgsql;
using Platform.Expressions.Evaluation;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Tracing;

/// <summary>
/// What one transaction did, and when: stages of writes, statements, expressions, scripts, records. It holds what is there anyway; nothing is written down before it is kept.
/// </summary>
/// <param name="caller">For whom.</param>
/// <param name="target">Object of the write that it begins with; null without one.</param>
/// <param name="at">When it began, UTC.</param>
internal sealed class TransactionTrace(RecordCaller caller, string? target, DateTimeOffset at) : IEvaluationObserver
{
    // A transaction that goes on for ever must not take the memory of others.
    private const int MostEntries = 2_000;

    /// <summary>Bytes of answers that a trace keeps, so that runs can be repeated.</summary>
    private const int MostAnswerBytes = 256 * 1024;

    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(0.05);
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly List<TracedStage> _stages = [];
    private readonly List<TracedStatements> _statements = [];
    private readonly List<TracedRun> _runs = [];
    private readonly List<RecordWrite> _records = [];
    private readonly Dictionary<CompiledExpression, TracedExpression> _expressions = new(ReferenceEqualityComparer.Instance);
    private int _answerBytes;

    /// <summary>By which people find it: a UUID v7.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(at);

    /// <summary>For whom.</summary>
    public RecordCaller Caller => caller;

    /// <summary>Object of the write that it begins with; null without one.</summary>
    public string? Target => target;

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset At => at;

    /// <summary>Time since it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    /// <summary>Some of it was left out, because there was too much.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Stages of writes.</summary>
    public IReadOnlyList<TracedStage> Stages => _stages;

    /// <summary>Round trips to the database.</summary>
    public IReadOnlyList<TracedStatements> Statements => _statements;

    /// <summary>Expressions of documents that were evaluated, each once.</summary>
    public IReadOnlyCollection<TracedExpression> Expressions => _expressions.Values;

    /// <summary>Runs of scripts.</summary>
    public IReadOnlyList<TracedRun> Runs => _runs;

    /// <summary>Records that writes were about, in their order.</summary>
    public IReadOnlyList<RecordWrite> Records => _records;

    /// <summary>A stage of a write has ended.</summary>
    public void Staged(string target, string stage, TimeSpan begun)
    {
        TimeSpan duration = Elapsed - begun;
        if (duration >= Negligible) Add(_stages, new TracedStage(target, stage, begun, duration));
    }

    /// <summary>Statements that were sent together have run, or the database refused one.</summary>
    public void Sent(TimeSpan begun, IList<NpgsqlBatchCommand> commands, bool isRefused) =>
        Add(_statements, new TracedStatements(begun, Elapsed - begun, [.. commands.Select(c => new TracedStatement(c.CommandText, (long)c.RecordsAffected))], isRefused));

    /// <summary>A script has run.</summary>
    public void Ran(TracedRun run) => Add(_runs, run);

    /// <summary>A write has come to its end.</summary>
    public void Wrote(WriteBatch batch)
    {
        foreach (RecordWrite record in batch.Records) Add(_records, record);
    }

    /// <summary>Whether an answer to a script is kept: as long as there is room.</summary>
    public bool TakesAnswer(int bytes)
    {
        if (_answerBytes + bytes > MostAnswerBytes) return false;
        _answerBytes += bytes;
        return true;
    }

    /// <inheritdoc/>
    public void Evaluated(CompiledExpression expression, TimeSpan duration)
    {
        if (!_expressions.TryGetValue(expression, out TracedExpression? entry))
        {
            if (_expressions.Count == MostEntries)
            {
                IsCut = true;
                return;
            }

            _expressions.Add(expression, entry = new TracedExpression(expression.Expression.Text, Elapsed - duration));
        }

        entry.Times++;
        entry.Duration += duration;
    }

    private void Add<T>(List<T> list, T entry)
    {
        if (list.Count < MostEntries) list.Add(entry);
        else IsCut = true;
    }
}
