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

    private static IEnumerable<(Approver Approver, string Pointer)> Approvers(ApprovalFlowDocument flow) => Of(flow.Steps, "/steps");

    private static IEnumerable<(Approver Approver, string Pointer)> Of(EquatableArray<ApprovalStep> steps, string place) => steps.SelectMany((step, i) =>
        Of(step.Asking, Invariant($"{place}/{i}")).Concat(step.Branches.SelectMany((branch, j) => Of(branch.Steps, Invariant($"{place}/{i}/branches/{j}/steps")))));

    private static IEnumerable<(Approver Approver, string Pointer)> Of(ApprovalAsking asking, string place) =>
        In(asking.Approvers, place + "/approvers").Concat(In(asking.Fallback, place + "/fallback")).Concat(In(asking.Cc, place + "/cc"))
            .Concat(asking.TimeLimits.SelectMany((l, i) => In(l.To, Invariant($"{place}/timeLimits/{i}/to"))));

    private static IEnumerable<(Approver Approver, string Pointer)> In(EquatableArray<Approver> approvers, string place) =>
        approvers.Select((a, i) => (a, Invariant($"{place}/{i}")));
}
