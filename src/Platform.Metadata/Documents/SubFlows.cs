using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>
/// Flows that are gone through within others: their steps take the place of the step that names them, under names of both, so that a request carries all that it runs by.
/// </summary>
public static class SubFlows
{
    /// <summary>Most flows and branches within each other.</summary>
    public const int MostNested = 5;

    /// <summary>The flow with the steps of the flows that it names; the same when it names none. A flow that is not there, or that leads back to itself, is left as it is named.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="find">Finds a flow by its name; null for none.</param>
    public static ApprovalFlowDocument Expand(ApprovalFlowDocument flow, Func<string, ApprovalFlowDocument?> find)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(find);
        return All(flow.Steps).Any(s => s.Flow is not null && s.Branches.IsEmpty) ? flow with { Steps = Expand(flow.Steps, string.Empty, [flow.Name], find) } : flow;
    }

    /// <summary>Every step of a flow, those of branches within branches included, in the order of the document.</summary>
    public static IEnumerable<ApprovalStep> All(EquatableArray<ApprovalStep> steps) => steps.SelectMany(s => s.Branches.SelectMany(b => All(b.Steps)).Prepend(s));

    private static EquatableArray<ApprovalStep> Expand(EquatableArray<ApprovalStep> steps, string within, string[] path, Func<string, ApprovalFlowDocument?> find) =>
        steps.Select(s => Expand(s, within, path, find)).ToEquatableArray();

    private static ApprovalStep Expand(ApprovalStep step, string within, string[] path, Func<string, ApprovalFlowDocument?> find)
    {
        string name = Joined(within, step.Name);
        if (step.Flow is null || !step.Branches.IsEmpty)
        {
            return step with
            {
                Name = name,
                Branches = step.Branches.Select(b => b with { Name = Joined(within, b.Name), Steps = Expand(b.Steps, within, path, find) }).ToEquatableArray(),
            };
        }

        if (path.Length > MostNested || path.Contains(step.Flow) || find(step.Flow) is not { } flow) return step with { Name = name };
        ApprovalBranch branch = new(Joined(name, flow.Name), flow.Label ?? step.Label, flow.When, Expand(flow.Steps, name, [.. path, flow.Name], find));
        return step with { Name = name, Branches = [branch] };
    }

    private static string Joined(string within, string name) => within.Length == 0 ? name : within + char.ToUpperInvariant(name[0]) + name[1..];
}
