using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Rules over approval flows together: each is started by something, and those that are gone through within others can be.</summary>
internal static class ApprovalFlowRules
{
    private const int LongestName = 60;

    /// <summary>Checks them.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        IReadOnlyList<ApprovalFlowDocument> flows = index.OfKind<ApprovalFlowDocument>();
        HashSet<string> named = [.. flows.SelectMany(f => SubFlows.All(f.Steps)).Select(s => s.Flow).OfType<string>()];
        foreach (ApprovalFlowDocument flow in flows)
        {
            if (flow is { Manual: false, OnCreate: false, OnEdit: false, OnVoid: false } && !named.Contains(flow.Name))
            {
                findings.Add(Finding.Error(
                    flow, "/manual", DocumentCodes.BadApprovalFlow, "Nothing starts the flow: neither people, nor new records, nor edits, nor deletions, nor a step of another flow."));
            }

            CheckFlows(flow, flow.Steps, "/steps", flows, findings);
        }
    }

    private static void CheckFlows(ApprovalFlowDocument flow, EquatableArray<ApprovalStep> steps, string place, IReadOnlyList<ApprovalFlowDocument> flows, List<Finding> findings)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            string at = Invariant($"{place}/{i}");
            if (steps[i].Flow is { } name) CheckFlow(flow, name, at + "/flow", flows, findings);
            for (int j = 0; j < steps[i].Branches.Count; j++) CheckFlows(flow, steps[i].Branches[j].Steps, Invariant($"{at}/branches/{j}/steps"), flows, findings);
        }
    }

    private static void CheckFlow(ApprovalFlowDocument flow, string name, string pointer, IReadOnlyList<ApprovalFlowDocument> flows, List<Finding> findings)
    {
        ApprovalFlowDocument[] known = [.. flows.Where(f => f.Object == flow.Object)];
        if (!Array.Exists(known, f => f.Name == name))
        {
            findings.Add(Finding.Error(flow, pointer, DocumentCodes.UnknownFlow, $"{flow.Object} has no approval flow \"{name}\".", NearestName.Find(name, known.Select(f => f.Name))));
            return;
        }

        Sentence? problem = $"The flow \"{name}\" leads back to \"{flow.Name}\".";
        if (!LeadsTo(name, flow.Name, known, [])) problem = Problem(flow, known);
        if (problem is not null) findings.Add(Finding.Error(flow, pointer, DocumentCodes.BadApprovalFlow, problem));
    }

    private static bool LeadsTo(string name, string target, ApprovalFlowDocument[] flows, HashSet<string> seen) => name == target
        || (seen.Add(name) && Array.Find(flows, f => f.Name == name) is { } flow && SubFlows.All(flow.Steps).Any(s => s.Flow is { } next && LeadsTo(next, target, flows, seen)));

    private static Sentence? Problem(ApprovalFlowDocument flow, ApprovalFlowDocument[] flows)
    {
        ApprovalStep[] steps = [.. SubFlows.All(SubFlows.Expand(flow, n => Array.Find(flows, f => f.Name == n)).Steps)];
        if (Array.Exists(steps, s => s.Flow is not null && s.Branches.IsEmpty)) return $"Flows lie within each other more than {SubFlows.MostNested} levels deep.";
        string[] names = [.. steps.Select(s => s.Name).Concat(steps.SelectMany(s => s.Branches).Select(b => b.Name))];
        if (Array.Find(names, n => n.Length > LongestName) is { } longest) return $"With the names of both flows the step is called \"{longest}\", which is too long.";
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is not { } twice) return null;
        return $"With the names of both flows there are two steps called \"{twice.Key}\".";
    }
}
