using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Approvals;

/// <summary>The people that a request may need, and what its record says.</summary>
/// <param name="people">The people; other requests may share them.</param>
internal sealed class ApprovalDirectory(ApprovalPeople people) : IApprovalDirectory
{
    private readonly Dictionary<string, IReadOnlyList<Guid>> _hooked = new(StringComparer.Ordinal);

    /// <summary>What the record says.</summary>
    public RecordFacts Record { get; set; } = new();

    /// <summary>A hook that was to find people and was not asked yet: it counts as having found nobody until its answer is there.</summary>
    public string? Unasked { get; set; }

    /// <summary>Asks all hooks by which a flow may find approvers of its record, for a look ahead; everything else must be there already.</summary>
    /// <param name="place">Where.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="hooks">Asks one hook.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <returns>What went wrong: with these hooks nobody was found.</returns>
    public async Task<IReadOnlyList<(string Hook, ValueProblem Problem)>> AskHooksAsync(
        DirectoryPlace place, FlowVersion flow, Func<string, Task<ApproversFound>> hooks, CancellationToken cancellation)
    {
        string[] names = [.. ApprovalExpressions.Approvers(flow.Document).Select(a => a.Hook).OfType<string>().Distinct()];
        List<(string, ValueProblem)> problems = [];
        foreach (string name in names)
        {
            ApproversFound found = await hooks(name);
            await AnswerAsync(place, name, found.Users, cancellation);
            if (found.Problem is { } problem) problems.Add((name, problem));
        }

        return problems;
    }

    /// <summary>Notes whom a hook found, and looks who of them is active.</summary>
    public async Task AnswerAsync(DirectoryPlace place, string hook, IReadOnlyList<Guid> users, CancellationToken cancellation)
    {
        _hooked[hook] = users;
        if (users.Count == 0) return;
        people.EnqueueActive(place, [.. users.Distinct()]);
        await place.Session.FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public bool IsActive(Guid user) => people.IsActive(user);

    /// <inheritdoc/>
    public IReadOnlyList<Guid> Find(Approver approver) => approver.By switch
    {
        ApproverKind.User => people.WithEmail(approver.Email!),
        ApproverKind.Role => people.WithRole(approver.Role),
        ApproverKind.Team => people.InTeam(approver.Team),
        ApproverKind.Hook => Hooked(approver.Hook!),
        ApproverKind.Field => Record.Users.TryGetValue(approver.Value!, out Guid user) ? [people.Known(user)] : [],
        _ => [],
    };

    /// <inheritdoc/>
    public Guid? ManagerOf(Guid user) => people.ManagerOf(user);

    /// <inheritdoc/>
    public Guid? HeadOf(Guid user, int level) => people.HeadOf(level);

    /// <inheritdoc/>
    public Guid? StandInOf(Guid user) => people.StandInOf(user);

    /// <inheritdoc/>
    public bool Holds(string condition) => Record.True.Contains(condition);

    private IReadOnlyList<Guid> Hooked(string hook)
    {
        if (_hooked.TryGetValue(hook, out IReadOnlyList<Guid>? users)) return users;
        Unasked ??= hook;
        return [];
    }
}
