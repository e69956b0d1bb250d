using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Approvals;

/// <summary>The people whom requests of a flow and a submitter may need, loaded in one round trip for all of them.</summary>
internal sealed class ApprovalPeople
{
    private readonly HashSet<Guid> _active = [];
    private readonly List<(Guid User, string[] Roles)> _roles = [];
    private readonly List<(Guid User, string Team)> _teams = [];
    private readonly Dictionary<string, Guid> _emails = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Guid> _managers = [];
    private readonly Dictionary<int, Guid> _heads = [];
    private readonly Dictionary<Guid, Guid> _standIns = [];

    /// <summary>Whether somebody is active, as far as was looked.</summary>
    public bool IsActive(Guid user) => _active.Contains(user);

    /// <summary>The manager of somebody, or null.</summary>
    public Guid? ManagerOf(Guid user) => _managers.TryGetValue(user, out Guid manager) ? manager : null;

    /// <summary>The head so many levels above the submitter, or null.</summary>
    public Guid? HeadOf(int level) => _heads.TryGetValue(level, out Guid head) ? head : null;

    /// <summary>Who stands in for somebody, or null.</summary>
    public Guid? StandInOf(Guid user) => _standIns.TryGetValue(user, out Guid other) ? other : null;

    /// <summary>The person of an address, or nobody.</summary>
    public IReadOnlyList<Guid> WithEmail(string email) => _emails.TryGetValue(email, out Guid user) ? [user] : [];

    /// <summary>The people with a role.</summary>
    public IReadOnlyList<Guid> WithRole(string? role) => [.. _roles.Where(r => r.Roles.Contains(role)).Select(r => r.User)];

    /// <summary>The members of a team.</summary>
    public IReadOnlyList<Guid> InTeam(string? team) => [.. _teams.Where(t => t.Team == team).Select(t => t.User)];

    /// <summary>Notes that somebody is active.</summary>
    public Guid Known(Guid user)
    {
        _active.Add(user);
        return user;
    }

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

    /// <summary>Queues the question who of some users is active.</summary>
    public void EnqueueActive(DirectoryPlace place, Guid[] users) => place.Session.Enqueue(DirectoryStatements.Active(place.Model, place.Schema).Bind([users]), async (reader, c) =>
    {
        while (await reader.ReadAsync(c)) _active.Add(reader.GetGuid(0));
    });

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
