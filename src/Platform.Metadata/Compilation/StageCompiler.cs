using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles the stages of one pipeline.</summary>
internal sealed class StageCompiler(
    PipelineDocument document,
    ObjectModel model,
    EquatableArray<PicklistValue> choices,
    EquatableArray<PicklistValue> forecasts,
    ExpressionScope scope,
    PartBuilder part)
{
    private readonly HashSet<string> _gates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);

    /// <summary>The stages, with the ways between them.</summary>
    public EquatableArray<StageModel> Compile(TextMerger texts)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<StageModel> stages = [];
        for (int i = 0; i < document.Stages.Count; i++)
        {
            PipelineStage stage = document.Stages[i];
            string pointer = Invariant($"/stages/{i}");
            PicklistValue? choice = choices.FirstOrDefault(c => c.Value == stage.Value);
            if (choice is null)
            {
                part.Unknown(
                    document, pointer + "/value", DocumentCodes.UnknownChoice, $"\"{document.Field}\" has no choice \"{stage.Value}\".", stage.Value,
                    choices.Select(c => c.Value));
            }
            else if (!seen.Add(stage.Value))
            {
                part.Error(document, pointer + "/value", DocumentCodes.DuplicateItem, $"The stage \"{stage.Value}\" is listed twice.");
            }
            else
            {
                stages.Add(Stage(stage, choice, pointer, texts));
            }
        }

        CheckWhole(stages);
        return StageSteps.Of(document, stages, part);
    }

    private StageModel Stage(PipelineStage stage, PicklistValue choice, string pointer, TextMerger texts)
    {
        CheckSettings(stage, pointer);
        foreach ((string name, string place) in Named(stage.KeyFields, pointer + "/keyFields")) Readable(name, place);
        foreach ((string name, string place) in Named(stage.RequiredFields, pointer + "/requiredFields")) Requirable(name, place);
        EquatableArray<string> required = stage.Reason is { } reason && !stage.RequiredFields.Contains(reason)
            ? stage.RequiredFields.Add(reason)
            : stage.RequiredFields;
        return new StageModel
        {
            Value = stage.Value,
            Label = choice.Label,
            Color = choice.Color,
            Kind = stage.Kind,
            Probability = stage.Probability,
            Forecast = stage.Forecast,
            StaleAfterDays = stage.StaleAfterDays,
            Guidance = texts.MergeOptional($"guidance.{stage.Value}", stage.Guidance),
            Links = stage.Links,
            KeyFields = stage.KeyFields,
            RequiredFields = required,
            Entry = Gates(stage.Entry, pointer + "/entry", texts),
            Exit = Gates(stage.Exit, pointer + "/exit", texts),
            Reason = stage.Reason,
            Note = stage.Note,
            OnEnter = Updates(stage.OnEnter, pointer + "/onEnter"),
            OnExit = Updates(stage.OnExit, pointer + "/onExit"),
            Retired = stage.Retired,
            RequiredApprovals = stage.RequiredApprovals,
            Timed = Timed(stage, pointer + "/timed"),
            EnterActions = new ActionCompiler(document, scope, part).Compile(stage.EnterActions, pointer + "/enterActions"),
            ExitActions = new ActionCompiler(document, scope, part).Compile(stage.ExitActions, pointer + "/exitActions"),
            Tasks = Tasks(stage, pointer + "/tasks", texts),
        };
    }

    private void CheckSettings(PipelineStage stage, string pointer)
    {
        if (stage.Probability is < 0 or > 1) Bad(pointer + "/probability", "A probability lies between 0 and 1.");
        if (stage.Forecast is { } forecast && forecasts.All(f => f.Value != forecast))
        {
            part.Unknown(
                document, pointer + "/forecast", DocumentCodes.UnknownChoice,
                document.ForecastField is null ? (Sentence)"The pipeline names no \"forecastField\"." : $"\"{document.ForecastField}\" has no choice \"{forecast}\".",
                forecast, forecasts.Select(f => f.Value));
        }

        bool ends = stage.Kind is StageKind.Won or StageKind.Lost;
        if (ends && stage.Reason is null) Bad(pointer, $"Winning and losing need a reason: name the picklist of reasons in \"reason\" of \"{stage.Value}\".");
        if (!ends && stage.Reason is not null && stage.Kind == StageKind.Open) Bad(pointer + "/reason", "Open stages have no reason.");
        if (stage.Reason is { } reason && Fillable(reason, pointer + "/reason") is { } field && field.Type is not PicklistType)
        {
            part.Error(document, pointer + "/reason", DocumentCodes.UnsuitableField, $"The field \"{reason}\" is of type {field.Type.Name}; reasons are a picklist.");
        }

        if (stage.Note is { } note && Fillable(note, pointer + "/note") is { } text && text.Type is not (TextType or LongTextType))
        {
            part.Error(document, pointer + "/note", DocumentCodes.UnsuitableField, $"The field \"{note}\" is of type {text.Type.Name}; a note is a text.");
        }

        for (int i = 0; i < stage.Links.Count; i++)
        {
            string url = stage.Links[i].Url;
            bool allowed = url.StartsWith("https://", StringComparison.Ordinal) || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal));
            if (!allowed) part.Error(document, Invariant($"{pointer}/links/{i}/url"), DocumentCodes.BadFormat, "A link begins with https:// or /.");
        }
    }

    private EquatableArray<GateModel> Gates(EquatableArray<StageGate> gates, string pointer, TextMerger texts)
    {
        List<GateModel> compiled = [];
        for (int i = 0; i < gates.Count; i++)
        {
            StageGate gate = gates[i];
            string place = Invariant($"{pointer}/{i}");
            if (!_gates.Add(gate.Name)) part.Error(document, place + "/name", DocumentCodes.DuplicateItem, $"The pipeline has another gate \"{gate.Name}\".");
            if (gate.Field is { } field) Readable(field, place + "/field");
            CheckedExpression? condition = ExpressionChecks.Check(
                part, document, place + "/condition", gate.Condition, scope, ExpressionType.Bool);
            if (condition is not null) compiled.Add(new GateModel(gate.Name, condition, texts.Merge($"gate.{gate.Name}", gate.Message), gate.Field));
        }

        return compiled.ToEquatableArray();
    }

    private EquatableArray<StageTaskModel> Tasks(PipelineStage stage, string pointer, TextMerger texts)
    {
        List<StageTaskModel> compiled = [];
        if (!stage.Tasks.IsEmpty && stage.Kind != StageKind.Open) Bad(pointer, "Nothing comes after a stage that ends; what is left to do then are \"enterActions\".");
        for (int i = 0; i < stage.Tasks.Count; i++)
        {
            StageTask task = stage.Tasks[i];
            string place = Invariant($"{pointer}/{i}");
            if (!_tasks.Add(task.Name)) part.Error(document, place + "/name", DocumentCodes.DuplicateItem, $"The pipeline has another task \"{task.Name}\".");
            LocalizedText label = texts.Merge($"task.{task.Name}", task.Label);
            List<CheckedExpression> users = [];
            EquatableArray<CheckedExpression> values = task.Task is { } template ? new ActionCompiler(document, scope, part).Task(template, place + "/task", users) : [];
            CheckedExpression? when = task.When is null ? null : ExpressionChecks.Check(part, document, place + "/when", task.When, scope, ExpressionType.Bool);
            ProcessAction action = new(ProcessActionKind.CreateTask, task.When, Task: task.Task ?? new TaskTemplate(TextTemplate.Plain(label)));
            compiled.Add(new StageTaskModel(task.Name, label, new ProcessActionModel(action, when, users.ToEquatableArray(), values)));
        }

        return compiled.ToEquatableArray();
    }

    private EquatableArray<StageUpdateModel> Updates(EquatableArray<StageUpdate> updates, string pointer)
    {
        List<StageUpdateModel> compiled = [];
        for (int i = 0; i < updates.Count; i++)
        {
            StageUpdate update = updates[i];
            string place = Invariant($"{pointer}/{i}");
            if (Fillable(update.Field, place + "/field") is not { } field) continue;
            if (FieldMembers.TypeOf(field.Type) is not { IsRecordList: false } type || field.LinkTable is not null || field.Name == document.Field)
            {
                part.Error(document, place + "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" of type {field.Type.Name} cannot be set by a stage.");
                continue;
            }

            CheckedExpression? value = ExpressionChecks.Check(part, document, place + "/value", update.Value, scope, type);
            if (value is not null) compiled.Add(new StageUpdateModel(update.Field, value));
        }

        return compiled.ToEquatableArray();
    }

    private EquatableArray<TimedTransitionModel> Timed(PipelineStage stage, string pointer)
    {
        List<TimedTransitionModel> compiled = [];
        for (int i = 0; i < stage.Timed.Count; i++)
        {
            TimedTransition timed = stage.Timed[i];
            string place = Invariant($"{pointer}/{i}");
            CheckedExpression? when = timed.When is null ? null : ExpressionChecks.Check(part, document, place + "/when", timed.When, scope, ExpressionType.Bool);
            EquatableArray<ProcessActionModel> actions = new ActionCompiler(document, scope, part).Compile(timed.Actions, place + "/actions");
            compiled.Add(new TimedTransitionModel(timed.AfterDays, timed.To, when, Updates(timed.Set, place + "/set"), actions));
        }

        return compiled.ToEquatableArray();
    }

    private void CheckWhole(List<StageModel> stages)
    {
        CheckTimed(stages);
        if (stages.Count == document.Stages.Count && !stages.Exists(s => s is { Kind: StageKind.Open, Retired: false }))
        {
            Bad("/stages", "A pipeline needs an open stage in which new records start.");
        }

        int closed = stages.FindIndex(s => s.IsClosed), open = stages.FindLastIndex(s => !s.IsClosed);
        if (closed >= 0 && closed < open) Bad(Invariant($"/stages/{open}"), $"The open stage \"{stages[open].Value}\" stands behind \"{stages[closed].Value}\", which ends the pipeline.");
        HashSet<string> moved = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Moves.Count; i++)
        {
            StageMove move = document.Moves[i];
            string place = Invariant($"/moves/{i}");
            if (!moved.Add(move.From)) part.Error(document, place + "/from", DocumentCodes.DuplicateItem, $"\"{move.From}\" is moved twice.");
            if (stages.Exists(s => s.Value == move.From)) Bad(place + "/from", $"\"{move.From}\" is a stage of the pipeline; only those of removed stages are moved.");
            if (!stages.Exists(s => s.Value == move.To)) StageSteps.Unknown(document, place + "/to", move.To, stages, part);
        }
    }

    private void CheckTimed(List<StageModel> stages)
    {
        for (int i = 0; i < document.Stages.Count; i++)
        {
            PipelineStage stage = document.Stages[i];
            for (int j = 0; j < stage.Timed.Count; j++)
            {
                string place = Invariant($"/stages/{i}/timed/{j}");
                if (stage.Timed[j].To == stage.Value) Bad(place + "/to", "The record is in that stage already.");
                else if (!stages.Exists(s => s.Value == stage.Timed[j].To)) StageSteps.Unknown(document, place + "/to", stage.Timed[j].To, stages, part);
            }
        }
    }

    private static IEnumerable<(string Name, string Pointer)> Named(EquatableArray<string> names, string pointer) =>
        names.Select((name, i) => (name, Invariant($"{pointer}/{i}")));

    private void Readable(string name, string pointer) => ReferenceChecks.Field(part, document, pointer, model, name);

    private void Requirable(string name, string pointer)
    {
        if (Fillable(name, pointer) is not { LinkTable: not null } links) return;
        part.Error(
            document, pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" is of type {links.Type.Name}; ask for links by a gate: record.{name}.exists(x, true).");
    }

    private FieldModel? Fillable(string name, string pointer)
    {
        if (ReferenceChecks.Field(part, document, pointer, model, name) is not { } field) return null;
        if (!field.IsReadOnly && field.Formula is null) return field;
        part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" is kept by the platform; a field that people fill in is needed.");
        return null;
    }

    private void Bad(string pointer, Sentence message) => part.Error(document, pointer, DocumentCodes.BadPipeline, message);
}
