using Platform.Expressions.Evaluation;
using Platform.GraphQL;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Converting;

/// <summary>
/// Works out what becomes of a record before anything is written: which targets are made, attached or left out, and their values. What is wrong with the request is refused in the
/// batch of the record.
/// </summary>
/// <param name="transaction">The transaction.</param>
/// <param name="source">The record that is converted, alone in its batch, loaded whole and locked.</param>
/// <param name="request">What was asked for.</param>
internal sealed class ConversionPlanner(WriteTransaction transaction, WriteBatch source, ConversionRequest request)
{
    private readonly RecordWrite _record = source.Records[0];
    private RecordGraph _graph = new(source);
    private readonly Dictionary<string, IExpressionRecord?> _made = new(StringComparer.Ordinal);
    private readonly List<PlannedTarget> _targets = [];
    private ConversionExpressions? _expressions;

    /// <summary>The conversion; null until it was chosen.</summary>
    public ConversionModel? Conversion { get; private set; }

    /// <summary>Its targets, as far as they were planned.</summary>
    public IReadOnlyList<PlannedTarget> Targets => _targets;

    /// <summary>Chooses the conversion.</summary>
    /// <returns>False when none fits, which is refused.</returns>
    public async Task<bool> ChooseAsync(CancellationToken cancellation)
    {
        foreach (ConversionModel conversion in source.Model.ConversionsOf(request.Object.Name))
        {
            if (!conversion.Document.Active || (request.Conversion is { } name && name != conversion.Name)) continue;
            _expressions = ModelExpressions.Of(source.Model).Converting(conversion);
            // Each reads fields of its own.
            _graph = new RecordGraph(source);
            _graph.Refresh();
            GraphLoader loader = new(source, _expressions.Read, _graph);
            loader.WantFrom(_expressions.Record, [_record]);
            loader.Want(_expressions.User, [source.Caller.UserId]);
            await loader.LoadAsync(cancellation);
            if (source.IsRefused) return false;
            if (conversion.When is { } when && !_expressions[when].Holds(Context)) continue;
            Conversion = conversion;
            break;
        }

        if (Conversion is null) Refuse(GraphQLErrorCode.ValidationFailed, new ValueProblem(WriteCodes.ConversionMissing));
        else if (request.Choices.Keys.Any(a => Conversion.Targets.All(t => t.Alias != a))) Refuse(GraphQLErrorCode.BadUserInput, new ValueProblem(WriteCodes.ConversionArguments));
        return !source.IsRefused;
    }

    /// <summary>Plans the targets, each with what those before it will be.</summary>
    /// <returns>The write that was refused; null when the plan stands.</returns>
    public async Task<WriteBatch?> PlanAsync(CancellationToken cancellation)
    {
        foreach (ConversionTargetModel target in Conversion!.Targets)
        {
            ConversionChoice choice = request.Choices.GetValueOrDefault(target.Alias, ConversionChoice.None);
            RecordLayout layout = RecordLayout.Of(source.Model.Object(target.Target.Object));
            if (ActionOf(target, choice, layout) is not { } action) return source;
            PlannedTarget planned = new(target, layout, action, action switch { ConversionAction.Create => Guid.CreateVersion7(), ConversionAction.Attach => choice.Id, _ => null });
            if (action == ConversionAction.Create || (action == ConversionAction.Attach && request.IsDryRun))
            {
                Fill(planned, choice);
                planned.Duplicates = await new ConversionDuplicates(source, Conversion).FindAsync(planned, cancellation);
                if (action == ConversionAction.Create && request.Attaches && planned.Duplicates.Select(d => d.Id).Distinct().ToArray() is [{ } only]) planned = Attached(planned, only);
            }

            _targets.Add(planned);
            if (planned.Action == ConversionAction.Attach && await AttachAsync(planned, choice, cancellation) is { } refused) return refused;
            await SeeAsync(planned, cancellation);
            if (source.IsRefused) return source;
        }

        return null;
    }

    /// <summary>The values that the converted record itself takes; one that a field does not take is refused.</summary>
    public Dictionary<FieldSlot, object?> OfRecord()
    {
        RecordLayout layout = source.Layout;
        Dictionary<FieldSlot, object?> values = new() { [layout[Conversion!.Document.ConvertedField]] = source.Now };
        foreach (PlannedTarget target in _targets.Where(t => t.Model.Target.Link is not null)) values[layout[target.Model.Target.Link!]] = target.Id;
        foreach (FieldMappingModel mapping in Conversion.Set)
        {
            ValueResult result = ComputedInput.Of(layout[mapping.Field], _expressions![mapping.Value!].Evaluate(Context));
            if (result.Problem is { } problem) _record.Refuse(GraphQLErrorCode.ValidationFailed, mapping.Field, problem);
            else values[layout[mapping.Field]] = result.Value;
        }

        return values;
    }

    private EvaluationContext Context => _graph.Context(_record) with { Records = _made };

    private ConversionAction? ActionOf(ConversionTargetModel target, ConversionChoice choice, RecordLayout layout)
    {
        bool isMade = target.When is not { } when || _expressions![when].Holds(Context);
        ConversionAction action = choice.Action ?? (isMade ? ConversionAction.Create : ConversionAction.Skip);
        string label = new PlannedTarget(target, layout, action, null).LabelFor(source.Caller);
        if (action == ConversionAction.Create && !isMade) Refuse(GraphQLErrorCode.ValidationFailed, ValueProblem.With(WriteCodes.ConversionTargetExcluded, "target", label));
        if (action == ConversionAction.Skip && isMade && !target.Target.Optional) Refuse(GraphQLErrorCode.ValidationFailed, ValueProblem.With(WriteCodes.ConversionTargetRequired, "target", label));
        return source.IsRefused ? null : action;
    }

    private static PlannedTarget Attached(PlannedTarget planned, Guid id)
    {
        PlannedTarget attached = new(planned.Model, planned.Layout, ConversionAction.Attach, id) { Duplicates = planned.Duplicates };
        foreach ((string field, object? value) in planned.Inputs) attached.Inputs[field] = value;
        return attached;
    }

    private void Fill(PlannedTarget planned, ConversionChoice choice)
    {
        foreach (FieldMappingModel mapping in planned.Model.Set)
        {
            FieldSlot slot = planned.Layout[mapping.Field];
            if (mapping.From is { } from)
            {
                if (_record.Old![source.Layout[from].Ordinal] is { } copied) planned.Inputs[mapping.Field] = InputJson.Of(slot, copied);
                continue;
            }

            object? value = _expressions![mapping.Value!].Evaluate(Context);
            ValueResult result = ComputedInput.Of(slot, value);
            // What the field does not take is told where the target is written.
            if (result.Problem is not null) planned.Inputs[mapping.Field] = ComputedValue.ToInput(slot.Field, value);
            else if (result.Value is not null) planned.Inputs[mapping.Field] = InputJson.Of(slot, result.Value);
        }

        foreach ((string field, object? value) in choice.Values) planned.Inputs[field] = value;
    }

    // What is filled in the record already stays as it is; who may not change it only links it.
    private async Task<WriteBatch?> AttachAsync(PlannedTarget planned, ConversionChoice choice, CancellationToken cancellation)
    {
        if (planned.Inputs.Count == 0) Fill(planned, choice);
        WriteRequest look = new(planned.Layout.Object, WriteKind.Update, [new WriteInput(planned.Id, new Dictionary<string, object?>(), null)]) { LoadsWhole = true };
        WriteBatch stored = transaction.Begin(look, source.Caller);
        await WritePipeline.FindAsync(stored, cancellation);
        RecordWrite record = stored.Records[0];
        if (stored.IsRefused)
        {
            planned.Inputs.Clear();
            return stored.Refusal is null && record.Problems.All(p => p.Problem.Code == WriteCodes.EditForbidden) ? null : stored;
        }

        foreach (string field in planned.Inputs.Keys.ToArray())
        {
            bool isBlank = planned.Layout.TryGet(field, out FieldSlot? slot) && !slot.IsLinks && record.Old![slot.Ordinal] is null or "" or Metadata.Collections.EquatableArray<string> { Count: 0 };
            if (!isBlank) planned.Inputs.Remove(field);
        }

        planned.Stored = record.Old;
        _graph.Rows[(planned.Layout.Object.Name, record.Id)] = record.Old!;
        return null;
    }

    // Later targets see what is stored, with what will be filled in.
    private async Task SeeAsync(PlannedTarget planned, CancellationToken cancellation)
    {
        if (planned.Id is not { } id)
        {
            _made[planned.Model.Alias] = null;
            return;
        }

        string name = planned.Layout.Object.Name;
        if (planned.Action == ConversionAction.Create || planned.Inputs.Count > 0)
        {
            object?[] values = _graph.Rows.TryGetValue((name, id), out object?[]? stored) ? [.. stored] : new object?[planned.Layout.Fields.Count];
            values[planned.Layout.Id.Ordinal] = id;
            foreach ((string field, object? input) in planned.Inputs)
            {
                if (planned.Layout.TryGet(field, out FieldSlot? slot)) values[slot.Ordinal] = slot.Codec.ReadInput(input).Value;
            }

            _graph.Rows[(name, id)] = values;
        }

        GraphLoader loader = new(source, _expressions!.Read, _graph);
        loader.Want(_expressions.Target(planned.Model.Alias), [id]);
        await loader.LoadAsync(cancellation);
        _made[planned.Model.Alias] = _graph.View(name, id, asWritten: false);
    }

    private void Refuse(string category, ValueProblem problem) => _record.Refuse(category, null, problem);
}
