using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>The roles and hooks that an approval flow names, each with its place.</summary>
internal static class ApprovalRoles
{
    /// <summary>Every place of a role.</summary>
    public static IEnumerable<(string Role, string Pointer)> Of(ApprovalFlowDocument flow) =>
        flow.ExemptRoles.Select((r, i) => (r, Invariant($"/exemptRoles/{i}")))
            .Concat(Approvers(flow).Where(a => a.Approver.Role is not null).Select(a => (a.Approver.Role!, a.Pointer + "/role")));

    /// <summary>Every place of a hook.</summary>
    public static IEnumerable<(string Hook, string Pointer)> HooksOf(ApprovalFlowDocument flow) =>
        Approvers(flow).Where(a => a.Approver.Hook is not null).Select(a => (a.Approver.Hook!, a.Pointer + "/hook"));

    private static IEnumerable<(Approver Approver, string Pointer)> Approvers(ApprovalFlowDocument flow)
    {
        foreach ((ApprovalStep step, int i) in flow.Steps.Select((s, i) => (s, i)))
        {
            string place = Invariant($"/steps/{i}");
            foreach (var found in Of(step.Asking, place)) yield return found;
            foreach ((ApprovalBranch branch, int j) in step.Branches.Select((b, j) => (b, j)))
            {
                foreach ((ApprovalBranchStep inner, int k) in branch.Steps.Select((s, k) => (s, k)))
                {
                    foreach (var found in Of(inner.Asking, Invariant($"{place}/branches/{j}/steps/{k}"))) yield return found;
                }
            }
        }
    }

    private static IEnumerable<(Approver Approver, string Pointer)> Of(ApprovalAsking asking, string place) =>
        In(asking.Approvers, place + "/approvers").Concat(In(asking.Fallback, place + "/fallback")).Concat(In(asking.Cc, place + "/cc"))
            .Concat(asking.TimeLimits.SelectMany((l, i) => In(l.To, Invariant($"{place}/timeLimits/{i}/to"))));

    private static IEnumerable<(Approver Approver, string Pointer)> In(EquatableArray<Approver> approvers, string place) =>
        approvers.Select((a, i) => (a, Invariant($"{place}/{i}")));
}
