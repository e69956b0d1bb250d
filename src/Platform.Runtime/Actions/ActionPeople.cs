using Platform.Metadata.Documents;
using Platform.Runtime.Approvals;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>The people whom actions concern.</summary>
internal sealed class ActionPeople
{
    private readonly ApprovalPeople _people = new();
    private readonly ApprovalDirectory _directory;

    private ActionPeople() => _directory = new ApprovalDirectory(_people);

    /// <summary>Looks up whom the documents mean, for all records together.</summary>
    /// <param name="batch">The write.</param>
    /// <param name="meant">As the documents say it.</param>
    /// <param name="due">For which records, with the users that those name.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<ActionPeople> FindAsync(WriteBatch batch, IEnumerable<Approver> meant, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        ActionPeople people = new();
        DirectoryPlace place = new(batch.Model, batch.Caller.Schema, batch.Session, batch.Now);
        people._people.Enqueue(place, [.. meant], [.. due.Select(d => d.Person).Distinct()], [.. due.SelectMany(d => d.Users).Distinct()]);
        await batch.Session.FlushAsync(cancellation);
        return people;
    }

    /// <summary>The active users who are meant for a record: those that it names, then the others in the order of the document.</summary>
    public IEnumerable<Guid> Of(IEnumerable<Approver> meant, DueAction due) =>
        due.Users.Concat(meant.Where(p => p.By != ApproverKind.Field).SelectMany(p => Found(p, due.Person))).Where(_directory.IsActive).Distinct();

    private IEnumerable<Guid> Found(Approver person, Guid user)
    {
        if (person.By != ApproverKind.Manager) return _directory.Find(person);
        Guid? at = user;
        for (int level = person.Level ?? 1; level > 0 && at is not null; level--) at = _directory.ManagerOf(at.Value);
        return at is { } manager ? [manager] : [];
    }
}
