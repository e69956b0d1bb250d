using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Works out which stage may follow which.</summary>
internal static class StageSteps
{
    /// <summary>The stages with their <see cref="StageModel.Next"/>.</summary>
    public static EquatableArray<StageModel> Of(PipelineDocument document, List<StageModel> stages, PartBuilder part)
    {
        CheckTransitions(document, stages, part);
        List<StageModel> complete = [];
        for (int from = 0; from < stages.Count; from++)
        {
            List<StageStep> steps = [];
            for (int to = 0; to < stages.Count; to++)
            {
                if (to != from && !stages[to].Retired && Step(document, stages, from, to) is { } step) steps.Add(step);
            }

            complete.Add(stages[from] with { Next = steps.ToEquatableArray() });
        }

        return complete.ToEquatableArray();
    }

    /// <summary>Reports a stage that the pipeline does not have.</summary>
    public static void Unknown(PipelineDocument document, string pointer, string name, List<StageModel> stages, PartBuilder part) => part.Unknown(
        document, pointer, DocumentCodes.UnknownStage, $"The pipeline has no stage \"{name}\".", name, stages.Select(s => s.Value));

    private static StageStep? Step(PipelineDocument document, List<StageModel> stages, int from, int to)
    {
        StageModel source = stages[from], target = stages[to];
        bool reopens = source.IsClosed && !target.IsClosed;
        StageStep step = new(target.Value, [], Exits: to > from && !source.IsClosed, reopens);
        if (!document.Transitions.IsEmpty)
        {
            StageTransition? listed = document.Transitions.FirstOrDefault(t => t.From == source.Value && t.To == target.Value);
            return listed is null ? null : step with { Roles = listed.Roles };
        }

        // From one end to another is a correction of the end: it needs the right to reopen as well.
        if (source.IsClosed) return step with { Reopens = true };
        if (target.Kind is StageKind.Lost or StageKind.Invalid) return step;
        bool skips = stages.Skip(from + 1).Take(to - from - 1).Any(s => s is { IsClosed: false, Retired: false });
        bool allowed = document.Order switch
        {
            StageOrder.Free => true,
            StageOrder.Forward => to > from,
            StageOrder.NoSkipping => to < from || !skips,
            _ => to > from && !skips,
        };
        return allowed ? step : null;
    }

    private static void CheckTransitions(PipelineDocument document, List<StageModel> stages, PartBuilder part)
    {
        HashSet<(string, string)> seen = [];
        for (int i = 0; i < document.Transitions.Count; i++)
        {
            StageTransition transition = document.Transitions[i];
            string place = Invariant($"/transitions/{i}");
            if (!stages.Exists(s => s.Value == transition.From)) Unknown(document, place + "/from", transition.From, stages, part);
            if (!stages.Exists(s => s.Value == transition.To)) Unknown(document, place + "/to", transition.To, stages, part);
            if (!seen.Add((transition.From, transition.To)))
            {
                part.Error(document, place, DocumentCodes.DuplicateItem, $"The way from \"{transition.From}\" to \"{transition.To}\" is listed twice.");
            }
        }

        if (document.Transitions.IsEmpty) return;
        StageModel? first = stages.Find(s => s is { IsClosed: false, Retired: false });
        HashSet<string> reached = Reached(document, first?.Value);
        for (int i = 0; i < stages.Count; i++)
        {
            if (stages[i].Retired || reached.Contains(stages[i].Value)) continue;
            part.Error(document, Invariant($"/stages/{i}"), DocumentCodes.BadPipeline, $"No transitions lead from the first stage to \"{stages[i].Value}\".");
        }
    }

    private static HashSet<string> Reached(PipelineDocument document, string? first)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Queue<string> open = new();
        if (first is not null) open.Enqueue(first);
        while (open.TryDequeue(out string? stage))
        {
            if (!reached.Add(stage)) continue;
            foreach (StageTransition way in document.Transitions.Where(t => t.From == stage)) open.Enqueue(way.To);
        }

        return reached;
    }
}
