using Platform.Metadata.Collections;

namespace Platform.Metadata.Permissions;

/// <summary>
/// Which rows of an object a right covers, as a closed union that the query planner lowers into the WHERE clause of every read
/// and of every write's target look-up. Sharing rules, territories and pools add members here; nothing else knows scopes.
/// </summary>
public abstract record RowPredicate
{
    private RowPredicate() { }

    /// <summary>No row.</summary>
    public static RowPredicate Nothing { get; } = new NothingPredicate();

    /// <summary>Every row.</summary>
    public static RowPredicate Everything { get; } = new EverythingPredicate();

    /// <summary>Rows whose owner is the current user.</summary>
    public static RowPredicate OwnedByUser { get; } = new OwnedByUserPredicate();

    /// <summary>Rows whose owner is the current user or shares a team with them.</summary>
    public static RowPredicate OwnedByTeam { get; } = new OwnedByTeamPredicate();

    /// <summary>Rows that any of the members covers.</summary>
    public static RowPredicate AnyOf(EquatableArray<RowPredicate> members) => new AnyOfPredicate(members);

    /// <summary>Rows whose master record, over the master-detail field <paramref name="field"/>, is covered by <paramref name="master"/>.</summary>
    public static RowPredicate ThroughMaster(string field, RowPredicate master) => new ThroughMasterPredicate(field, master);

    /// <summary>
    /// Rows of <c>HistoryEntry</c>, comments or tasks that describe a record which is covered, and a field which may be read or none; see <see cref="HistoryFields"/>.
    /// </summary>
    /// <param name="objects">The objects of which descriptions may be read, each once, in order of name.</param>
    public static RowPredicate Describing(EquatableArray<DescribedObject> objects) => new DescribingPredicate(objects);

    /// <summary>Rows whose many-to-many field <paramref name="field"/> links the current user.</summary>
    public static RowPredicate Linking(string field) => new LinkingPredicate(field);

    /// <summary>Rows whose lookup field <paramref name="field"/> names the current user.</summary>
    public static RowPredicate Naming(string field) => new NamingPredicate(field);

    /// <summary>True when it asks who shares a team with the user.</summary>
    public bool DependsOnTeams => Match(
        nothing: () => false,
        everything: () => false,
        ownedByUser: () => false,
        ownedByTeam: () => true,
        throughMaster: (_, master) => master.DependsOnTeams,
        anyOf: members => members.Any(m => m.DependsOnTeams),
        describing: objects => objects.Any(o => o.Rows.DependsOnTeams),
        linking: _ => false,
        naming: _ => false);

    /// <summary>True when a row's owner alone decides whether it is covered.</summary>
    public bool IsOfOwner => Match(
        nothing: () => false,
        everything: () => false,
        ownedByUser: () => true,
        ownedByTeam: () => true,
        throughMaster: (_, _) => false,
        anyOf: members => members.All(m => m.IsOfOwner),
        describing: _ => false,
        linking: _ => false,
        naming: _ => false);

    /// <summary>Calls the function of the case that this is; a new case breaks every caller at compile time.</summary>
    public T Match<T>(
        Func<T> nothing,
        Func<T> everything,
        Func<T> ownedByUser,
        Func<T> ownedByTeam,
        Func<string, RowPredicate, T> throughMaster,
        Func<EquatableArray<RowPredicate>, T> anyOf,
        Func<EquatableArray<DescribedObject>, T> describing,
        Func<string, T> linking,
        Func<string, T> naming) => this switch
        {
            NothingPredicate => nothing(),
            EverythingPredicate => everything(),
            OwnedByUserPredicate => ownedByUser(),
            OwnedByTeamPredicate => ownedByTeam(),
            ThroughMasterPredicate p => throughMaster(p.Field, p.Master),
            AnyOfPredicate p => anyOf(p.Members),
            DescribingPredicate p => describing(p.Objects),
            LinkingPredicate p => linking(p.Field),
            NamingPredicate p => naming(p.Field),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private sealed record NothingPredicate : RowPredicate;

    private sealed record EverythingPredicate : RowPredicate;

    private sealed record OwnedByUserPredicate : RowPredicate;

    private sealed record OwnedByTeamPredicate : RowPredicate;

    private sealed record ThroughMasterPredicate(string Field, RowPredicate Master) : RowPredicate;

    private sealed record AnyOfPredicate(EquatableArray<RowPredicate> Members) : RowPredicate;

    private sealed record DescribingPredicate(EquatableArray<DescribedObject> Objects) : RowPredicate;

    private sealed record LinkingPredicate(string Field) : RowPredicate;

    private sealed record NamingPredicate(string Field) : RowPredicate;
}
