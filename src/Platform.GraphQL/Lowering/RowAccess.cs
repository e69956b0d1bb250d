using System.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>Lowers row predicates to conditions. Reads and writes share it, so that a right means the same to both.</summary>
/// <param name="schema">PostgreSQL schema of the tenant, unquoted.</param>
/// <param name="model">The tenant's model.</param>
/// <param name="user">The user's id: a parameter of type <c>uuid</c>.</param>
/// <param name="form">How the owners of the scope "team" are known.</param>
/// <param name="reach">Those owners in ascending order: a parameter of type <c>uuid[]</c>; null for <see cref="ReachForm.Computed"/>.</param>
public sealed class RowAccess(string schema, TenantModel model, SqlExpression user, ReachForm form = ReachForm.Computed, SqlExpression? reach = null)
{
    /// <summary>From how many owners on a request's owners are <see cref="ReachForm.Many"/>.</summary>
    public const int ManyOwners = 32;

    private const string TeamObject = "Team";
    private const string LeadField = "lead";
    private const string MembersField = "members";

    /// <summary>Schema of the tenant's tables.</summary>
    public string TenantSchema => schema;

    /// <summary>The table of an object.</summary>
    public SqlTable Table(ObjectModel target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new SqlTable(schema, target.Table);
    }

    /// <summary>A table of the tenant by its name: link tables.</summary>
    public SqlTable Table(string name) => new(schema, name);

    /// <summary>
    /// The condition that a row of <paramref name="target"/>'s table under <paramref name="alias"/> is covered. Never depends on rows that the
    /// statement reads elsewhere; nested sources are named after the alias.
    /// </summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="target">Object of the row.</param>
    /// <param name="alias">Alias of the row's table.</param>
    public SqlExpression Condition(RowPredicate predicate, ObjectModel target, string alias)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(target);
        return predicate.Match(
            nothing: () => SqlExpression.False,
            everything: () => SqlExpression.True,
            ownedByUser: () => Owner(target, alias).EqualTo(user),
            ownedByTeam: () => OwnedByTeam(Owner(target, alias), alias),
            throughMaster: (field, master) => ThroughMaster(target.Field(field), master, alias),
            anyOf: members => SqlExpression.Or([.. members.Select(m => Condition(m, target, alias))]),
            describing: objects => Describing(objects, target, alias),
            linking: field => Linking(target, target.Field(field), alias),
            naming: field => SqlExpression.Column(alias, target.Field(field).Column.Name).EqualTo(user));
    }

    /// <summary>The condition that what an owner has is covered, of a predicate that the owner alone decides.</summary>
    /// <param name="predicate">The predicate (<see cref="RowPredicate.IsOfOwner"/>).</param>
    /// <param name="owner">The owner's id.</param>
    /// <param name="alias">Nested sources are named after it.</param>
    public SqlExpression OfOwner(RowPredicate predicate, SqlExpression owner, string alias)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(owner);
        return predicate.Match(
            nothing: () => throw new UnreachableException(),
            everything: () => throw new UnreachableException(),
            ownedByUser: () => owner.EqualTo(user),
            ownedByTeam: () => OwnedByTeam(owner, alias),
            throughMaster: (_, _) => throw new UnreachableException(),
            anyOf: members => SqlExpression.Or([.. members.Select(m => OfOwner(m, owner, alias))]),
            describing: _ => throw new UnreachableException(),
            linking: _ => throw new UnreachableException(),
            naming: _ => throw new UnreachableException());
    }

    /// <summary>The form that so many owners take.</summary>
    public static ReachForm FormOf(int owners) => owners > ManyOwners ? ReachForm.Many : ReachForm.Few;

    private SqlExpression OwnedByTeam(SqlExpression owner, string alias)
    {
        if (form != ReachForm.Many) return owner.EqualToAny(Reach(alias));

        // A binary search; as a case it is no condition that the planner could serve by an index, and it expects half of the rows to hold.
        SqlExpression found = new SqlElement(reach!, SqlExpression.Call("width_bucket", owner, reach!));
        return new SqlCase([(owner.EqualTo(found), SqlExpression.True)], SqlExpression.False);
    }

    /// <summary>The owners of the scope "team" as an array, found by the statement itself.</summary>
    public SqlExpression Reach() => TeamMates("r");

    private SqlExpression Reach(string alias) => form == ReachForm.Computed ? TeamMates(alias) : reach!;

    private SqlExpression Linking(ObjectModel target, FieldModel field, string alias)
    {
        string link = alias + "_l";
        return SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(Table(field.LinkTable!), link),
            Where = SqlExpression.And(
                SqlExpression.Column(link, "source_id").EqualTo(SqlExpression.Column(alias, target.Field(SystemFields.Id).Column.Name)),
                SqlExpression.Column(link, "target_id").EqualTo(user)),
        });
    }

    private static SqlExpression Owner(ObjectModel target, string alias) =>
        SqlExpression.Column(alias, target.Field(SystemFields.Owner).Column.Name);

    private SqlExpression ThroughMaster(FieldModel field, RowPredicate master, string alias)
    {
        ObjectModel target = model.Object(((MasterDetailType)field.Type).Target);
        string masterAlias = alias + "_m";
        SqlExpression covered = Condition(master, target, masterAlias);

        // A detail always has its master: a right that covers every master needs no look at it.
        if (covered == SqlExpression.True || covered == SqlExpression.False) return covered;
        return SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(Table(target), masterAlias),
            Where = SqlExpression.And(
                SqlExpression.Column(masterAlias, target.Field(SystemFields.Id).Column.Name).EqualTo(SqlExpression.Column(alias, field.Column.Name)),
                covered),
        });
    }

    /// <summary>
    /// Entries of objects that are read without limit come first: they need no look at the record. Of each other object the record is looked up by its id. The
    /// cases exclude each other, so that a row costs one look at most.
    /// </summary>
    private SqlExpression Describing(EquatableArray<DescribedObject> objects, ObjectModel target, string alias)
    {
        SqlExpression name = SqlExpression.Column(alias, target.Field(HistoryFields.Object).Column.Name);
        SqlExpression[] open = [.. objects.Where(o => o is { Fields: null } && o.Rows == RowPredicate.Everything).Select(o => SqlExpression.Literal(o.Object))];
        List<(SqlExpression, SqlExpression)> cases = [];
        if (open.Length > 0) cases.Add((name.EqualToAny(new SqlArrayLiteral(open, SqlType.Text.Array)), SqlExpression.True));
        foreach (DescribedObject described in objects)
        {
            if (described.Fields is null && described.Rows == RowPredicate.Everything) continue;
            SqlExpression covered = SqlExpression.And(DescribedField(described, target, alias), DescribedRecord(described, target, alias));
            cases.Add((name.EqualTo(SqlExpression.Literal(described.Object)), covered));
        }

        return cases.Count == 0 ? SqlExpression.False : new SqlCase(cases, SqlExpression.False);
    }

    private static SqlExpression DescribedField(DescribedObject described, ObjectModel target, string alias)
    {
        if (described.Fields is not { } fields || !target.TryGetField(HistoryFields.Field, out FieldModel? about)) return SqlExpression.True;
        SqlExpression field = SqlExpression.Column(alias, about.Column.Name);
        SqlArrayLiteral names = new([.. fields.Select(SqlExpression.Literal)], SqlType.Text.Array);
        return SqlExpression.Or(field.IsNull(), field.EqualToAny(names));
    }

    // A record in the recycle bin may be read there, and so may its history.
    private SqlExpression DescribedRecord(DescribedObject described, ObjectModel target, string alias)
    {
        ObjectModel source = model.Object(described.Object);
        string record = alias + "_d";
        SqlExpression covered = Condition(described.Rows, source, record);
        if (covered == SqlExpression.True || covered == SqlExpression.False) return covered;
        SqlExpression id = SqlExpression.Column(alias, target.Field(HistoryFields.Record).Column.Name).As(SqlType.Uuid);
        return SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(Table(source), record),
            Where = SqlExpression.And(SqlExpression.Column(record, source.Field(SystemFields.Id).Column.Name).EqualTo(id), covered),
        });
    }

    /// <summary>The user and the members of every live team that they are in or lead: computed once per statement, as it depends on no row.</summary>
    private SqlArrayOf TeamMates(string alias)
    {
        SqlSelect self = new() { Items = [new SqlItem(user)] };
        bool hasTeams = model.TryGetObject(TeamObject, out ObjectModel? team)
            && team.TryGetField(MembersField, out FieldModel? members) && members.LinkTable is not null;
        if (!hasTeams) return new SqlArrayOf(self);
        SqlTable link = Table(team!.Field(MembersField).LinkTable!);
        string mine = alias + "_mine", theirs = alias + "_theirs", teams = alias + "_team";
        SqlSelect mates = new()
        {
            Items = [new SqlItem(SqlExpression.Column(theirs, "target_id"))],
            From = new SqlTableSource(link, mine)
                .Join(new SqlTableSource(Table(team), teams), SqlExpression.And(
                    SqlExpression.Column(teams, team.Field(SystemFields.Id).Column.Name).EqualTo(SqlExpression.Column(mine, "source_id")),
                    SqlExpression.Column(teams, team.Field(SystemFields.DeletedAt).Column.Name).IsNull()))
                .Join(new SqlTableSource(link, theirs), SqlExpression.Column(theirs, "source_id").EqualTo(SqlExpression.Column(mine, "source_id"))),
            Where = SqlExpression.Column(mine, "target_id").EqualTo(user),
        };
        if (!team.TryGetField(LeadField, out FieldModel? lead)) return new SqlArrayOf(new SqlUnion([self, mates], All: false));
        string reports = alias + "_reports", led = alias + "_led";
        SqlSelect reported = new()
        {
            Items = [new SqlItem(SqlExpression.Column(reports, "target_id"))],
            From = new SqlTableSource(Table(team), led)
                .Join(new SqlTableSource(link, reports), SqlExpression.Column(reports, "source_id").EqualTo(SqlExpression.Column(led, team.Field(SystemFields.Id).Column.Name))),
            Where = SqlExpression.And(
                SqlExpression.Column(led, lead.Column.Name).EqualTo(user), SqlExpression.Column(led, team.Field(SystemFields.DeletedAt).Column.Name).IsNull()),
        };
        return new SqlArrayOf(new SqlUnion([self, mates, reported], All: false));
    }
}
