using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <summary>The steps of a flow with their places.</summary>
internal sealed class FlowOutline
{
    private readonly Dictionary<string, StepPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ApprovalStep>> _branches = new(StringComparer.Ordinal);

    /// <summary>The outline of a flow.</summary>
    public FlowOutline(ApprovalFlowDocument flow)
    {
        Flow = flow;
        Steps = [.. flow.Steps];
        for (int i = 0; i < Steps.Count; i++)
        {
            _places[Steps[i].Name] = new StepPlace(Steps[i], null, i);
            foreach (ApprovalBranch branch in Steps[i].Branches)
            {
                ApprovalStep[] steps = [.. branch.Steps.Select(s => new ApprovalStep(s.Name, s.Label, s.When, s.Asking))];
                _branches[branch.Name] = steps;
                for (int j = 0; j < steps.Length; j++) _places[steps[j].Name] = new StepPlace(steps[j], new BranchPlace(branch, Steps[i], i), j);
            }
        }
    }

    /// <summary>The document.</summary>
    public ApprovalFlowDocument Flow { get; }

    /// <summary>The steps outside branches, in order.</summary>
    public IReadOnlyList<ApprovalStep> Steps { get; }

    /// <summary>Steps at which people are asked, in order of the document.</summary>
    public IEnumerable<ApprovalStep> Asking => Steps.SelectMany(s => s.Branches.IsEmpty ? [s] : s.Branches.SelectMany(StepsOf));

    /// <summary>The steps of a branch.</summary>
    public IReadOnlyList<ApprovalStep> StepsOf(ApprovalBranch branch) => _branches[branch.Name];

    /// <summary>The step of that name with its place, or null.</summary>
    public StepPlace? Find(string name) => _places.GetValueOrDefault(name);

    /// <summary>Names of the steps and branches that follow a step: those of its branch, or all after it when it is in none.</summary>
    public IEnumerable<string> After(StepPlace place)
    {
        if (place.Branch is { } branch) return StepsOf(branch.Branch).Skip(place.Index + 1).Select(s => s.Name);
        return Steps.Skip(place.Index + 1).SelectMany(Names);
    }

    /// <summary>Names of the steps and branches that follow a step with branches.</summary>
    public IEnumerable<string> AfterFork(BranchPlace branch) => Steps.Skip(branch.Index + 1).SelectMany(Names);

    private IEnumerable<string> Names(ApprovalStep step) =>
        step.Branches.SelectMany(b => StepsOf(b).Select(s => s.Name).Prepend(b.Name)).Prepend(step.Name);
}

/// <summary>A step with its place.</summary>
/// <param name="Step">The step.</param>
/// <param name="Branch">The branch that it is in, or null.</param>
/// <param name="Index">Place in the branch, or in the flow, from 0.</param>
internal sealed record StepPlace(ApprovalStep Step, BranchPlace? Branch, int Index);

/// <summary>A branch with its place.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Fork">The step that it is a branch of.</param>
/// <param name="Index">Place of that step in the flow.</param>
internal sealed record BranchPlace(ApprovalBranch Branch, ApprovalStep Fork, int Index);
