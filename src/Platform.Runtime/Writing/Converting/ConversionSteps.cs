using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Writing.Converting;

/// <summary>
/// Converts a record, in one transaction: what it becomes is made or attached, it is linked and closed, and what hangs on it moves along. Each step is a write of the pipeline, with its
/// rules, history and events, and with the caller's rights; what moves along moves with the platform's.
/// </summary>
internal sealed class ConversionSteps(WriteTransaction transaction, RecordCaller caller, ConversionRequest request, CancellationToken cancellation)
{
    // Reasons for which an attached record stays as it is, as a whole or in a field, and is linked all the same.
    private static readonly string[] ReadOnly =
    [
        WriteCodes.EditForbidden, WriteCodes.MasterForbidden, WriteCodes.FieldForbidden, WriteCodes.FieldReadOnly, WriteCodes.FieldFixed, WriteCodes.ApprovalLocked, WriteCodes.RecordConverted,
    ];

    private readonly List<WriteBatch> _written = [];
    private ConversionPlanner? _plan;

    /// <summary>Writes that stand, for their warnings.</summary>
    public IReadOnlyList<WriteBatch> Written => _written;

    /// <summary>What moved along.</summary>
    public IReadOnlyList<MovedRecords> Moved { get; private set; } = [];

    /// <summary>The targets, as far as they were planned.</summary>
    public IReadOnlyList<PlannedTarget> Targets => _plan?.Targets ?? [];

    /// <summary>The target that was refused; null when something else was.</summary>
    public PlannedTarget? Refused { get; private set; }

    /// <summary>Name of the conversion; null until one was chosen.</summary>
    public string? Conversion => _plan?.Conversion?.Name;

    /// <summary>Carries the conversion out.</summary>
    /// <returns>The write that was refused; null when everything stands.</returns>
    public async Task<WriteBatch?> RunAsync()
    {
        WriteBatch source = await FindAsync();
        if (source.IsRefused) return source;
        _plan = new ConversionPlanner(transaction, source, request);
        if (!await _plan.ChooseAsync(cancellation)) return source;
        if (await _plan.PlanAsync(cancellation) is { } unplanned) return unplanned;
        if (!request.IsDryRun && RefuseDuplicates(source)) return source;
        ConversionHooks hooks = new(source, _plan.Targets);
        if (await hooks.BeforeAsync(cancellation) is { } objected) return Refuse(hooks.Refused, objected);
        foreach (PlannedTarget target in _plan.Targets)
        {
            WriteBatch? refused = target.Action switch
            {
                ConversionAction.Create => await CreateAsync(target),
                ConversionAction.Attach => await FillAsync(target),
                _ => null,
            };
            if (refused is not null) return Refuse(target, refused);
        }

        WriteBatch closed = await CloseAsync(source, hooks.Set);
        if (closed.IsRefused) return closed;
        ConversionMoves moves = new(transaction, caller, _plan.Conversion!, request.Id, _plan.Targets, cancellation);
        WriteBatch? unmoved = await moves.RunAsync();
        Moved = moves.Moved;
        if (unmoved is not null) return unmoved;
        HistoryStage.Note(closed, HistoryStage.ConvertKind, ConversionNote.Of(_plan, Moved));
        return await hooks.AfterAsync(closed, Moved, cancellation) is { } late ? Refuse(hooks.Refused, late) : null;
    }

    private WriteBatch Refuse(PlannedTarget? target, WriteBatch refused)
    {
        Refused = target;
        return refused;
    }

    /// <summary>The record, locked: of two who convert it at once the second waits, and then finds it converted.</summary>
    private async Task<WriteBatch> FindAsync()
    {
        WriteRequest look = new(request.Object, WriteKind.Update, [new WriteInput(request.Id, new Dictionary<string, object?>(), request.IfVersion)]) { LoadsWhole = true };
        WriteBatch source = transaction.Begin(look, caller);
        await WritePipeline.FindAsync(source, cancellation);
        if (source.IsRefused) return source;
        await ConvertedRecords.RunAsync(source, cancellation);
        if (source.IsRefused || ConvertedRecords.SlotOf(caller.Model, source.Layout) is not { } converted) return source;
        // What is locked is locked before anything was made.
        source.Records[0].IsChanged[converted.Ordinal] = true;
        await ApprovalLocks.RunAsync(source, cancellation);
        return source;
    }

    private bool RefuseDuplicates(WriteBatch source)
    {
        foreach (PlannedTarget target in _plan!.Targets.Where(IsUndecided))
        {
            source.Records[0].Refuse(
                GraphQLErrorCode.Duplicate, target.Model.Target.Link,
                new ValueProblem(WriteCodes.ConversionDuplicate, [ProblemParameter.Of("target", target.LabelFor(caller)), ProblemParameter.Of("count", target.Duplicates.Count)]));
        }

        return source.IsRefused;
    }

    /// <summary>There are records that may be the same, and nobody has said that another is made.</summary>
    public bool IsUndecided(PlannedTarget target) =>
        target is { Action: ConversionAction.Create, Duplicates.Count: > 0 } && request.Choices.GetValueOrDefault(target.Model.Alias, ConversionChoice.None).Action is null;

    private async Task<WriteBatch?> CreateAsync(PlannedTarget target)
    {
        WriteRequest create = new(target.Layout.Object, WriteKind.Create, [new WriteInput(target.Id, target.Inputs, null)]) { Set = target.Set };
        WriteBatch batch = await transaction.RunAsync(create, caller, cancellation);
        target.Written = batch.Records[0];
        return Kept(batch);
    }

    // What may not be changed stays as it is, field by field, or as a whole.
    private async Task<WriteBatch?> FillAsync(PlannedTarget target)
    {
        while (target.Inputs.Count + target.Set.Count > 0)
        {
            await transaction.Session.BeginNestedAsync(cancellation);
            WriteRequest fill = new(target.Layout.Object, WriteKind.Update, [new WriteInput(target.Id, new Dictionary<string, object?>(target.Inputs), null)]) { Set = target.Set };
            WriteBatch batch = await transaction.RunAsync(fill, caller, cancellation);
            if (!batch.IsRefused)
            {
                transaction.Session.EndNested();
                target.Written = batch.Records[0];
                target.Filled = [.. target.Inputs.Keys.Concat(target.Set.Keys.Select(s => s.Field.Name)).Distinct().Order(StringComparer.Ordinal)];
                return Kept(batch);
            }

            IReadOnlyList<RecordProblem> problems = batch.Records[0].Problems;
            await transaction.Session.RollbackNestedAsync(cancellation);
            if (batch.Refusal is not null || problems.Any(p => !ReadOnly.Contains(p.Problem.Code))) return batch;
            bool isWhole = problems.Any(p => p.Field is null || !target.Inputs.Remove(p.Field));
            if (!isWhole) continue;
            target.Inputs.Clear();
            target.Set.Clear();
        }

        return null;
    }

    private async Task<WriteBatch> CloseAsync(WriteBatch source, Dictionary<FieldSlot, object?> ofHooks)
    {
        Dictionary<FieldSlot, object?> values = _plan!.OfRecord();
        if (source.IsRefused) return source;
        foreach ((FieldSlot slot, object? value) in ofHooks) values.TryAdd(slot, value);
        WriteRequest close = new(request.Object, WriteKind.Update, [new WriteInput(request.Id, new Dictionary<string, object?>(), null)]) { Set = values };
        WriteBatch closed = await transaction.RunAsync(close, caller, cancellation);
        Kept(closed);
        return closed;
    }

    private WriteBatch? Kept(WriteBatch batch)
    {
        if (batch.IsRefused) return batch;
        _written.Add(batch);
        return null;
    }
}
