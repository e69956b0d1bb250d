using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <summary>The steps of a flow with their places: sequences of steps, of which some have branches that are sequences again.</summary>
internal sealed class FlowOutline
{
    private readonly Dictionary<string, StepPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ApprovalStep>> _branches = new(StringComparer.Ordinal);

    /// <summary>The outline of a flow, those that it names being part of it.</summary>
    public FlowOutline(ApprovalFlowDocument flow)
    {
        Flow = flow;
        Steps = [.. flow.Steps];
        Add(Steps, null);
    }

    /// <summary>The document.</summary>
    public ApprovalFlowDocument Flow { get; }

    /// <summary>The steps outside branches, in order.</summary>
    public IReadOnlyList<ApprovalStep> Steps { get; }

    /// <summary>Steps at which people are asked, in order of the document.</summary>
    public IEnumerable<ApprovalStep> Asking => SubFlows.All(Flow.Steps).Where(s => s.Branches.IsEmpty);

    /// <summary>The steps of a branch.</summary>
    public IReadOnlyList<ApprovalStep> StepsOf(ApprovalBranch branch) => _branches[branch.Name];

    /// <summary>A branch is called so.</summary>
    public bool HasBranch(string name) => _branches.ContainsKey(name);

    /// <summary>The step of that name with its place, or null.</summary>
    public StepPlace? Find(string name) => _places.GetValueOrDefault(name);

    /// <summary>The places of the steps whose branches a step lies in, from the innermost.</summary>
    public static IEnumerable<BranchPlace> Around(StepPlace place)
    {
        for (BranchPlace? at = place.Branch; at is not null; at = at.Fork.Branch) yield return at;
    }

    /// <summary>The steps before a step: those of its sequence, after those before the steps around it, in order.</summary>
    public IEnumerable<ApprovalStep> Before(StepPlace place)
    {
        IEnumerable<ApprovalStep> own = SequenceOf(place).Take(place.Index);
        return place.Branch is { } branch ? Before(branch.Fork).Concat(own) : own;
    }

    /// <summary>Names of the steps and branches that follow a step in its sequence.</summary>
    public IEnumerable<string> After(StepPlace place) => SequenceOf(place).Skip(place.Index + 1).SelectMany(Names);

    /// <summary>Names of the steps and branches that follow the steps around a step.</summary>
    public IEnumerable<string> AfterForks(StepPlace place) => Around(place).SelectMany(b => After(b.Fork));

    private IReadOnlyList<ApprovalStep> SequenceOf(StepPlace place) => place.Branch is { } branch ? StepsOf(branch.Branch) : Steps;

    private void Add(IReadOnlyList<ApprovalStep> steps, BranchPlace? within)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            StepPlace place = new(steps[i], within, i);
            _places[steps[i].Name] = place;
            foreach (ApprovalBranch branch in steps[i].Branches)
            {
                ApprovalStep[] inner = [.. branch.Steps];
                _branches[branch.Name] = inner;
                Add(inner, new BranchPlace(branch, place));
            }
        }
    }

    private static IEnumerable<string> Names(ApprovalStep step) => step.Branches.SelectMany(b => b.Steps.SelectMany(Names).Prepend(b.Name)).Prepend(step.Name);
}

/// <summary>A step with its place.</summary>
/// <param name="Step">The step.</param>
/// <param name="Branch">The branch that it is in, or null.</param>
/// <param name="Index">Place in the branch, or in the flow, from 0.</param>
internal sealed record StepPlace(ApprovalStep Step, BranchPlace? Branch, int Index);

/// <summary>A branch with its place.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Fork">The step that it is a branch of.</param>
internal sealed record BranchPlace(ApprovalBranch Branch, StepPlace Fork);
