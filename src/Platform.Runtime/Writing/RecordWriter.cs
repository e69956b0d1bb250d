using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.AutoNumbers;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Merging;
using Platform.Runtime.Writing.Statements;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Writing;

/// <summary>
/// Takes writes through the pipeline, each in one transaction, and tries again when it collides with others. Whatever is refused leaves nothing behind.
/// A statement that no longer fits the tables (<see cref="OutdatedStatement"/>) is thrown: the request was planned on a model that has moved.
/// </summary>
/// <param name="dataSource">Connections to the database of the tenants' records.</param>
/// <param name="cipher">Cipher of encrypted fields.</param>
/// <param name="options">Limits.</param>
/// <param name="bell">Tells the followers of the outbox; null when there are none.</param>
/// <param name="hooks">Custom logic; null when there is none.</param>
/// <param name="listeners">Who writes messages about changes.</param>
/// <param name="counters">Connections for what is counted in transactions of its own, while one of <paramref name="dataSource"/> is held: others, so that writers do not wait for each other's; the same when null.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="traces">Follows transactions; null when nobody does.</param>
public sealed partial class RecordWriter(
    NpgsqlDataSource dataSource, FieldCipher cipher, WriteOptions options, CommitBell? bell = null, IRecordHooks? hooks = null, NpgsqlDataSource? counters = null,
    IReadOnlyList<IChangeListener>? listeners = null, TimeProvider? time = null, ITransactionTraces? traces = null)
    : IRecordWriter, INestedWriter, IAsyncDisposable
{
    private const int MaxReportedProblems = 200;

    // Class of SQLSTATEs.
    private const string IntegrityViolations = "23";
    private readonly AutoNumberSource _numbers = new(counters ?? dataSource);
    private readonly WarmConnections _connections = new(dataSource, WorkGate.ForWrites(time ?? TimeProvider.System), time ?? TimeProvider.System);

    /// <summary>Gives the connections back.</summary>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <inheritdoc/>
    public Task<WriteOutcome> WriteAsync(
        PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation) => mutation.Kind switch
        {
            MutationKind.Merge => MergeAsync(mutation, caller, projection, cancellation),
            MutationKind.Unmerge => UnmergeAsync(mutation, caller, projection, cancellation),
            MutationKind.Convert => ConvertAsync(mutation, caller, projection, cancellation),
            MutationKind.ConvertMany => ConvertManyAsync(mutation, caller, projection, cancellation),
            MutationKind.Validate => ValidateAsync(mutation, caller, cancellation),
            _ => WriteOrShareAsync(MutationRequests.Of(mutation), caller, projection, cancellation),
        };

    private Task<WriteOutcome> WriteOrShareAsync(WriteRequest request, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation) =>
        CanBeShared(request, caller, projection)
            ? WriteSharedAsync(request, caller, projection!, cancellation)
            : WriteAsync(request, caller, projection, cancellation);

    /// <summary>Carries a request out.</summary>
    internal async Task<WriteOutcome> WriteAsync(
        WriteRequest request, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        if (request.Refusal is var (category, problem)) return Refused(caller, category, problem);
        if (request.Inputs.Count > options.MaxRecords) return TooMany(caller);
        if (request.Inputs.Count == 0) return new WriteOutcome();
        if (request is { Approval: not null, AllOrNone: false }) return await OneByOneAsync(request, caller, projection, cancellation);
        bool breaksParents = false;
        WriteOutcome outcome = await RunAsync(
            request.Object, caller, !request.AllOrNone,
            async transaction =>
            {
                WriteBatch batch = transaction.Begin(request, caller);
                WriteOutcome attempt = await AttemptAsync(batch, request, projection, cancellation);
                breaksParents = batch.BreaksParents;
                return attempt;
            },
            cancellation);

        // Which of them break a rule of what they belong to shows when they are written one after the other.
        return breaksParents && !request.AllOrNone && request.Targets is null ? await OneByOneAsync(request, caller, projection, cancellation) : outcome;
    }

    private async Task<WriteOutcome> RunAsync(
        ObjectModel written, RecordCaller caller, bool checksDuplicates, Func<WriteTransaction, Task<WriteOutcome>> work, CancellationToken cancellation)
    {
        bool namesReferences = false;
        for (int attempt = 1; ; attempt++)
        {
            TransactionTrace? trace = traces?.Begin(caller, written.Name);
            await using WriteSession session = new(await _connections.TakeAsync(cancellation), options.TimeLimit) { Trace = trace };
            await using IHookTransaction? custom = caller.Model.Hooks.IsEmpty ? null : hooks?.Begin(this);
            // Custom logic is not run twice for a reference that leads nowhere.
            bool checks = checksDuplicates, guards = !checks && !namesReferences && custom is null;
            WriteTransaction transaction = new(session, (request, on) => NewBatch(request, on, session, checks, guards, custom));
            try
            {
                return Traced(trace, await work(transaction));
            }
            catch (NpgsqlException error)
            {
                if (session.IsCommitted) throw;
                await RollBackQuietlyAsync(session);
                if (session.IsOfReferenceGuard(error))
                {
                    namesReferences = true;
                    continue;
                }

                // Planned for tables that a deploy has changed since: who planned it plans it anew.
                if (error is PostgresException outdated && OutdatedStatement.IsCauseOf(outdated)) throw;
                bool blames = error is PostgresException taken && DatabaseRefusals.BlamesAnInput(taken);
                if (transaction.Current is { IsRefused: true } batch && !(blames && !checks)) return Traced(trace, Outcome(batch));
                cancellation.ThrowIfCancellationRequested();
                if (attempt < options.MaxAttempts && error is PostgresException refused && DatabaseRefusals.IsWorthAnotherTry(refused))
                {
                    checksDuplicates |= blames;
                    // Others may write meanwhile.
                    await session.DisposeAsync();
                    await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancellation);
                    continue;
                }

                if (DatabaseRefusals.Of(error, written, session.WritesTotals, caller.Language) is { } refusal) return Traced(trace, new WriteOutcome { Refusal = refusal });
                traces?.Break(trace, error);
                throw;
            }
            catch (Exception broken) when (broken is not (OperationCanceledException or TimerTakenException))
            {
                traces?.Break(trace, broken);
                throw;
            }
        }
    }

    private WriteOutcome Traced(TransactionTrace? trace, WriteOutcome outcome) =>
        trace is not null && traces!.End(trace, outcome.Refusal is null, outcome.Refusal) && outcome.Refusal is { } refusal ? outcome with { Refusal = refusal with { TraceId = trace.Id } } : outcome;

    /// <inheritdoc/>
    async Task<(IReadOnlyList<RecordWrite> Records, WriteRefusal? Refusal)> INestedWriter.WriteWithinAsync(
        WriteRequest request, RecordCaller caller, WriteSession session, IHookTransaction hooks, CancellationToken cancellation)
    {
        await session.BeginNestedAsync(cancellation);
        WriteBatch batch = NewBatch(request, caller, session, checksDuplicates: true, guardsReferences: false, hooks);
        WriteRefusal? refusal = null;
        try
        {
            await WritePipeline.RunAsync(batch, cancellation);
            if (!batch.IsRefused) await session.FlushAsync(cancellation);
        }
        catch (PostgresException error) when (error.SqlState.StartsWith(IntegrityViolations, StringComparison.Ordinal))
        {
            refusal = DatabaseRefusals.Of(error, request.Object, session.WritesTotals, caller.Language);
            if (refusal is null) throw;
        }

        refusal ??= Outcome(batch).Refusal;
        if (refusal is not null) await session.RollbackNestedAsync(cancellation);
        else session.EndNested();
        return refusal is null ? (batch.Records, null) : ([], refusal);
    }

    /// <summary>Acts on many of which each stands or fails by itself, in a transaction of its own.</summary>
    private async Task<WriteOutcome> OneByOneAsync(WriteRequest request, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        List<string?> records = [];
        List<WriteFailure> failures = [];
        List<WriteProblem> warnings = [];
        int affected = 0;
        for (int i = 0; i < request.Inputs.Count; i++)
        {
            WriteOutcome outcome = await WriteAsync(request with { Inputs = [request.Inputs[i]], AllOrNone = true }, caller, projection, cancellation);
            affected += outcome.Affected;
            records.Add(outcome.Records.Count > 0 ? outcome.Records[0] : null);
            int at = i;
            warnings.AddRange(outcome.Warnings.Select(w => w with { Index = at }));
            if (outcome.Refusal is { } refusal)
            {
                failures.Add(new WriteFailure(at, refusal with { Problems = [.. refusal.Problems.Select(p => p with { Index = at })] }));
            }
        }

        return new WriteOutcome { Records = projection is null ? [] : records, Failures = failures, Warnings = warnings, Affected = affected };
    }

    private async Task<WriteOutcome> AttemptAsync(
        WriteBatch batch, WriteRequest request, RecordProjection? projection, CancellationToken cancellation)
    {
        if (request.Targets is not null)
        {
            await AddTargetsAsync(batch, request, cancellation);
            if (batch.Records.Count > options.MaxRecords)
            {
                await batch.Session.RollbackAsync();
                return TooMany(batch.Caller);
            }
        }

        if (request.Approval is null) batch.Returned = ReturnedRecords.Of(projection);
        await RunAsync(batch, request.Approval, cancellation);
        if (!batch.IsRefused) request.Along?.Invoke(batch);
        IReadOnlyList<string?> records = [];
        bool areReturned = !batch.IsRefused && batch.Returned?.AreFinal(batch) == true;
        if (!batch.IsRefused && projection is not null && !areReturned)
        {
            Guid[] ids = [.. batch.Records.Select(r => r.IsRefused ? Guid.Empty : r.Id)];
            batch.Session.Enqueue(projection.Statement(ids), async (reader, c) =>
            {
                string?[] read = new string?[ids.Length];
                while (await reader.ReadAsync(c)) read[reader.GetInt64(0) - 1] = await reader.IsDBNullAsync(1, c) ? null : reader.GetString(1);
                records = read;
            });
        }

        // Checks that went along with the write decide before it is committed.
        if (!batch.IsRefused && batch.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        if (batch.IsRefused)
        {
            await batch.Session.RollbackAsync();
            return Outcome(batch);
        }

        if (request.Timer is { } timer) await batch.Session.CompleteAsync(timer, cancellation);

        // What hooks wrote counts, too, where the request itself came to nothing.
        if (batch.Session is { HasWritten: true, IsRevisionGuarded: false }) RevisionGuard.Enqueue(batch.Session, batch.Caller);
        await batch.Session.CommitAsync(cancellation);
        if (batch.Session.HasWritten) bell?.Ring();
        return Outcome(batch) with { Records = areReturned ? batch.Returned!.Of(batch.Records) : records };
    }

    private Task<WriteOutcome> MergeAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        if (MergeRequest.Of(mutation) is not { } request)
        {
            return Task.FromResult(Refused(caller, GraphQLErrorCode.BadUserInput, new ValueProblem(WriteCodes.MergeArguments)));
        }

        return RunAsync(request.Object, caller, checksDuplicates: false, async transaction =>
        {
            var merge = RecordIds.New();
            MergeSteps steps = new(transaction, caller, request, cancellation);
            WriteBatch? refused = await steps.RunAsync(merge);
            return await EndAsync(transaction, caller, refused, request.Keep, projection, request.IsDryRun, cancellation) with
            {
                Merge = request.IsDryRun ? null : merge,
                Moved = steps.Moved,
            };
        }, cancellation);
    }

    private Task<WriteOutcome> UnmergeAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        if (!MutationRequests.TryId(mutation.Arguments.GetValueOrDefault("merge"), out Guid merge))
        {
            return Task.FromResult(Refused(caller, GraphQLErrorCode.BadUserInput, new ValueProblem(ValueCodes.InvalidId)));
        }

        return RunAsync(mutation.Object, caller, checksDuplicates: false, async transaction =>
        {
            UnmergeSteps steps = new(transaction, caller, mutation.Object, cancellation);
            WriteBatch? refused = await steps.RunAsync(merge);
            if (steps.Kept is { } kept) return await EndAsync(transaction, caller, refused, kept, projection, isDryRun: false, cancellation);
            await transaction.Session.RollbackAsync();
            return Refused(caller, GraphQLErrorCode.NotFound, new ValueProblem(WriteCodes.MergeNotFound));
        }, cancellation);
    }

    /// <summary>Computes the fields of stored records that hooks compute, in one transaction.</summary>
    internal Task<WriteOutcome> RecomputeAsync(ObjectModel target, IReadOnlyList<Guid> ids, RecordCaller platform, CancellationToken cancellation)
    {
        WriteRequest request = new(target, WriteKind.Update, [.. ids.Select(id => new WriteInput(id, null, null))]) { IsMany = true, LoadsWhole = true };
        return RunAsync(target, platform, checksDuplicates: false, async transaction =>
        {
            WriteBatch batch = transaction.Begin(request, platform);
            await WritePipeline.RecomputeAsync(batch, cancellation);
            if (batch.IsRefused)
            {
                await batch.Session.RollbackAsync();
                return Outcome(batch);
            }

            // What was computed by a model that a deploy has replaced meanwhile is computed again.
            if (batch.Session is { HasWritten: true, IsRevisionGuarded: false }) RevisionGuard.Enqueue(batch.Session, batch.Caller);
            await batch.Session.CommitAsync(cancellation);
            if (batch.Session.HasWritten) bell?.Ring();
            return Outcome(batch);
        }, cancellation);
    }

    private Task<WriteOutcome> ValidateAsync(PlannedMutation mutation, RecordCaller caller, CancellationToken cancellation)
    {
        WriteRequest request = MutationRequests.Look(mutation);
        if (request.Refusal is var (category, problem)) return Task.FromResult(Refused(caller, category, problem));
        return RunAsync(request.Object, caller, checksDuplicates: false, async transaction =>
        {
            WriteBatch batch = transaction.Begin(request, caller);
            await WritePipeline.LookAsync(batch, cancellation);
            await transaction.Session.RollbackAsync();
            RecordWrite record = batch.Records[0];
            bool isAboutValues = batch.Refusal is null && record.Problems.All(p => p.Category == GraphQLErrorCode.ValidationFailed);
            if (!isAboutValues) return Outcome(batch);
            return new WriteOutcome { Problems = record.IsRefused ? record.Refusal(caller.Language, isMany: false).Problems : [] };
        }, cancellation);
    }

    /// <summary>Ends a transaction of several writes: all of them stand, or none.</summary>
    private Task<WriteOutcome> EndAsync(
        WriteTransaction transaction, RecordCaller caller, WriteBatch? refused, Guid record, RecordProjection? projection, bool isDryRun, CancellationToken cancellation) =>
        EndAsync(transaction, caller, refused, [record], projection, isDryRun, cancellation);

    private async Task<WriteOutcome> EndAsync(
        WriteTransaction transaction, RecordCaller caller, WriteBatch? refused, Guid[] written, RecordProjection? projection, bool isDryRun, CancellationToken cancellation)
    {
        if (refused is not null)
        {
            await transaction.Session.RollbackAsync();
            return Outcome(refused);
        }

        IReadOnlyList<string?> records = [];
        if (projection is not null)
        {
            string?[] read = new string?[written.Length];
            transaction.Session.Enqueue(projection.Statement(written), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) read[reader.GetInt64(0) - 1] = await reader.IsDBNullAsync(1, c) ? null : reader.GetString(1);
            });
            records = read;
            await transaction.Session.FlushAsync(cancellation);
        }

        if (isDryRun)
        {
            await transaction.Session.RollbackAsync();
        }
        else
        {
            RevisionGuard.Enqueue(transaction.Session, caller);
            await transaction.Session.CommitAsync(cancellation);
            bell?.Ring();
        }

        return new WriteOutcome { Records = records, Affected = written.Length };
    }

    private static Task RunAsync(WriteBatch batch, ApprovalCommand? approval, CancellationToken cancellation) => approval?.Subject switch
    {
        null => WritePipeline.RunAsync(batch, cancellation),
        ApprovalSubject.Record => ApprovalSubmission.RunAsync(batch, approval, cancellation),
        _ => ApprovalActs.RunAsync(batch, approval, cancellation),
    };

    private WriteBatch NewBatch(
        WriteRequest request, RecordCaller caller, WriteSession session, bool checksDuplicates, bool guardsReferences, IHookTransaction? custom)
    {
        var layout = RecordLayout.Of(request.Object);
        DateTime now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        return new WriteBatch
        {
            Caller = caller,
            Layout = layout,
            Session = session,
            Options = options,
            Cipher = cipher,
            Numbers = _numbers,
            Now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            AllOrNone = request.AllOrNone,
            IsMany = request.IsMany,
            MatchBy = request.MatchBy,
            Targets = request.Targets,
            LoadsWhole = request.LoadsWhole,
            Set = request.Set,
            Follows = request.Follows,
            IsLook = request.IsLook,
            IsShared = request.IsShared,
            Timed = request.Timed,
            ChecksDuplicates = checksDuplicates,
            GuardsReferences = guardsReferences && request.AllOrNone,
            Hooks = custom,
            Listeners = listeners ?? [],
            Records = request.Targets is null
                ? [.. request.Inputs.Select((input, n) => NewRecord(layout, request.Kind, input.Id, input, n))]
                : [],
        };
    }

    private static RecordWrite NewRecord(RecordLayout layout, WriteKind kind, Guid? id, WriteInput input, int index) =>
        new(layout, index, kind, id ?? RecordIds.New()) { Input = input.Fields, IfVersion = input.IfVersion };

    private static async Task AddTargetsAsync(WriteBatch batch, WriteRequest request, CancellationToken cancellation)
    {
        batch.Session.Enqueue(request.Targets!, async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) batch.Records.Add(NewRecord(batch.Layout, request.Kind, reader.GetGuid(0), request.Inputs[0], batch.Records.Count));
        });
        await batch.Session.FlushAsync(cancellation);
    }

    private static WriteOutcome Outcome(WriteBatch batch)
    {
        if (batch.Refusal is { } whole) return new WriteOutcome { Refusal = whole };
        string language = batch.Caller.Language;
        IReadOnlyList<RecordWrite> refused = [.. batch.Records.Where(r => r.IsRefused)];
        if (refused.Count > 0 && (batch.AllOrNone || !batch.IsMany)) return new WriteOutcome { Refusal = Together(refused, language, batch.IsMany) };
        return new WriteOutcome
        {
            PendingApproval = batch.PendingApproval,
            Affected = batch.Records.Count(r => !r.IsRefused && r.HasEffect),
            Failures = [.. refused.Select(r => new WriteFailure(r.Index, r.Refusal(language, isMany: true)))],
            Warnings =
            [
                .. batch.Records.Where(r => !r.IsRefused && !r.HasEffect).Select(r => WithoutEffect(batch, r)),
                .. batch.Records.Where(r => !r.IsRefused).SelectMany(r => r.Warnings.Select(w => Warning(batch, r, w.Field, w.Problem))),
            ],
        };
    }

    // Of one record of a batch in which all stand.
    private static WriteOutcome Outcome(WriteBatch batch, RecordWrite record) =>
        record.HasEffect ? new WriteOutcome { Affected = 1 } : new WriteOutcome { Warnings = [WithoutEffect(batch, record)] };

    private static WriteProblem WithoutEffect(WriteBatch batch, RecordWrite record) =>
        Warning(batch, record, null, new ValueProblem(record.AwaitsApproval ? WriteCodes.AwaitsApproval : WriteCodes.Unchanged));

    private static WriteRefusal Together(IReadOnlyList<RecordWrite> refused, string language, bool isMany)
    {
        IReadOnlyList<WriteRefusal> refusals = [.. refused.Take(MaxReportedProblems).Select(r => r.Refusal(language, isMany))];
        string category = refusals.All(r => r.Code == refusals[0].Code) ? refusals[0].Code : GraphQLErrorCode.ValidationFailed;
        return new WriteRefusal(category, refusals[0].Message, [.. refusals.SelectMany(r => r.Problems).Take(MaxReportedProblems)]);
    }

    private static WriteProblem Warning(WriteBatch batch, RecordWrite record, string? field, ValueProblem problem) => new(
        batch.Layout.Object.Name,
        record.Id,
        batch.IsMany ? record.Index : null,
        field,
        problem.Code,
        WriteMessages.Catalogue.Text(problem, batch.Caller.Language));

    private WriteOutcome TooMany(RecordCaller caller) =>
        Refused(caller, GraphQLErrorCode.LimitExceeded, ValueProblem.With(WriteCodes.TooManyRecords, "max", options.MaxRecords));

    private static WriteOutcome Refused(RecordCaller caller, string category, ValueProblem problem) =>
        new() { Refusal = new WriteRefusal(category, WriteMessages.Catalogue.Text(problem, caller.Language), []) };

    private static async Task RollBackQuietlyAsync(WriteSession session)
    {
        try
        {
            await session.RollbackAsync();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and with it the transaction.
        }
    }
}
