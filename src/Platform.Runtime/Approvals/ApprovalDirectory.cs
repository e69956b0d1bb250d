using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Approvals;

/// <summary>Where people are looked up.</summary>
/// <param name="Model">The tenant's model.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Session">The transaction.</param>
/// <param name="Now">The instant.</param>
internal readonly record struct DirectoryPlace(TenantModel Model, string Schema, WriteSession Session, DateTime Now);

/// <summary>The people that a request may need, and what its record says, loaded in one round trip.</summary>
internal sealed class ApprovalDirectory : IApprovalDirectory
{
    private readonly HashSet<Guid> _active = [];
    private readonly List<(Guid User, string[] Roles)> _roles = [];
    private readonly List<(Guid User, string Team)> _teams = [];
    private readonly Dictionary<string, Guid> _emails = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<Guid>> _hooked = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Guid> _managers = [];
    private readonly Dictionary<int, Guid> _heads = [];
    private readonly Dictionary<Guid, Guid> _standIns = [];

    /// <summary>What the record says.</summary>
    public RecordFacts Record { get; set; } = new();

    /// <summary>A hook that was to find people and was not asked yet: it counts as having found nobody until its answer is there.</summary>
    public string? Unasked { get; set; }

    /// <summary>Queues what a flow may ask; the answers are there after the flush.</summary>
    /// <param name="place">Where.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="submitter">Who submits.</param>
    /// <param name="named">People whom the act or the request names.</param>
    public void Enqueue(DirectoryPlace place, FlowVersion flow, Guid submitter, Guid[] named)
    {
        (TenantModel model, string schema, WriteSession session, DateTime now) = place;
        Approver[] approvers = [.. ApprovalExpressions.Approvers(flow.Document)];
        EnqueueActive(place, [.. named.Append(submitter).Distinct()]);
        session.Enqueue(DirectoryStatements.Delegations(model, schema).Bind(now), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                _standIns[reader.GetGuid(0)] = reader.GetGuid(1);
                _active.Add(reader.GetGuid(1));
            }
        });
        EnqueueNamed(place, approvers);
        bool managers = flow.Document.SelfApproval == SelfApproval.Manager || approvers.Any(a => a.By is ApproverKind.Manager or ApproverKind.Managers);
        if (managers) EnqueueManagers(session, DirectoryStatements.Managers(model, schema), ApprovalExpressions.EscalatesToManagers(flow.Document) ? [submitter, .. named] : [submitter]);
        if (approvers.Any(a => a.By == ApproverKind.DepartmentHead)) EnqueueHeads(session, DirectoryStatements.Heads(model, schema), submitter);
    }

    /// <summary>Queues who is meant by certain people, for what processes do.</summary>
    /// <param name="place">Where.</param>
    /// <param name="people">Who is meant.</param>
    /// <param name="users">Whose managers may be meant.</param>
    /// <param name="named">Users whom records name.</param>
    public void Enqueue(DirectoryPlace place, Approver[] people, Guid[] users, Guid[] named)
    {
        if (named.Length > 0) EnqueueActive(place, named);
        EnqueueNamed(place, people);
        if (people.Any(p => p.By == ApproverKind.Manager)) EnqueueManagers(place.Session, DirectoryStatements.Managers(place.Model, place.Schema), users);
    }

    private void EnqueueActive(DirectoryPlace place, Guid[] users) => place.Session.Enqueue(DirectoryStatements.Active(place.Model, place.Schema).Bind([users]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c)) _active.Add(reader.GetGuid(0));
    });

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
        EnqueueActive(place, [.. users.Distinct()]);
        await place.Session.FlushAsync(cancellation);
    }

    private void EnqueueNamed(DirectoryPlace place, Approver[] approvers)
    {
        (TenantModel model, string schema, WriteSession session, _) = place;
        string[] roles = [.. approvers.Select(a => a.Role).OfType<string>().Distinct()];
        if (roles.Length > 0) EnqueueRoles(session, DirectoryStatements.WithRoles(model, schema), roles);
        string[] teams = [.. approvers.Select(a => a.Team).OfType<string>().Distinct()];
        if (teams.Length > 0) EnqueueTeams(session, DirectoryStatements.InTeams(model, schema), teams);
        string[] emails = [.. approvers.Select(a => a.Email?.ToLowerInvariant()).OfType<string>().Distinct()];
        if (emails.Length > 0) EnqueueEmails(session, DirectoryStatements.WithEmails(model, schema), emails);
    }

    /// <inheritdoc/>
    public bool IsActive(Guid user) => _active.Contains(user);

    /// <inheritdoc/>
    public IReadOnlyList<Guid> Find(Approver approver) => approver.By switch
    {
        ApproverKind.User => _emails.TryGetValue(approver.Email!, out Guid user) ? [user] : [],
        ApproverKind.Role => [.. _roles.Where(r => r.Roles.Contains(approver.Role)).Select(r => r.User)],
        ApproverKind.Team => [.. _teams.Where(t => t.Team == approver.Team).Select(t => t.User)],
        ApproverKind.Hook => Hooked(approver.Hook!),
        ApproverKind.Field => Record.Users.TryGetValue(approver.Value!, out Guid user) ? [Known(user)] : [],
        _ => [],
    };

    /// <inheritdoc/>
    public Guid? ManagerOf(Guid user) => _managers.TryGetValue(user, out Guid manager) ? manager : null;

    /// <inheritdoc/>
    public Guid? HeadOf(Guid user, int level) => _heads.TryGetValue(level, out Guid head) ? head : null;

    /// <inheritdoc/>
    public Guid? StandInOf(Guid user) => _standIns.TryGetValue(user, out Guid other) ? other : null;

    /// <inheritdoc/>
    public bool Holds(string condition) => Record.True.Contains(condition);

    private IReadOnlyList<Guid> Hooked(string hook)
    {
        if (_hooked.TryGetValue(hook, out IReadOnlyList<Guid>? users)) return users;
        Unasked ??= hook;
        return [];
    }

    private Guid Known(Guid user)
    {
        _active.Add(user);
        return user;
    }

    private void EnqueueRoles(WriteSession session, StatementTemplate statement, string[] roles) => session.Enqueue(statement.Bind([roles]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c)) _roles.Add((Known(reader.GetGuid(0)), await reader.GetFieldValueAsync<string[]>(1, c)));
    });

    private void EnqueueTeams(WriteSession session, StatementTemplate statement, string[] teams) => session.Enqueue(statement.Bind([teams]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c)) _teams.Add((Known(reader.GetGuid(0)), reader.GetString(1)));
    });

    private void EnqueueEmails(WriteSession session, StatementTemplate statement, string[] emails) => session.Enqueue(statement.Bind([emails]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c)) _emails[reader.GetString(1)] = Known(reader.GetGuid(0));
    });

    private void EnqueueManagers(WriteSession session, StatementTemplate statement, Guid[] users) => session.Enqueue(statement.Bind([users.Distinct().ToArray()]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c))
        {
            if (!await reader.IsDBNullAsync(2, c)) _managers[reader.GetGuid(1)] = reader.GetGuid(2);
            if (reader.GetBoolean(3)) _active.Add(reader.GetGuid(1));
        }
    });

    private void EnqueueHeads(WriteSession session, StatementTemplate statement, Guid submitter) => session.Enqueue(statement.Bind(submitter), async (reader, c) =>
    {
        while (await reader.ReadAsync(c))
        {
            _heads[reader.GetInt32(0)] = reader.GetGuid(1);
            if (reader.GetBoolean(2)) _active.Add(reader.GetGuid(1));
        }
    });
}
