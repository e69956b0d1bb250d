using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Row rights as conditions of a statement.</summary>
/// <param name="Schema">Schema of the tenant.</param>
/// <param name="Model">The tenant's model.</param>
/// <param name="User">The current user's id, a parameter of the statement.</param>
internal sealed record RowPredicates(string Schema, TenantModel Model, SqlExpression User)
{
    private const string Teams = "Team";
    private const string Members = "members";

    /// <summary>The rows of <paramref name="owner"/>, in scope as <paramref name="alias"/>, that the predicate covers.</summary>
    public SqlExpression Covers(RowPredicate predicate, ObjectModel owner, string alias) => predicate.Match(
        nothing: () => SqlExpression.False,
        everything: () => SqlExpression.True,
        ownedByUser: () => Owner(owner, alias).EqualTo(User),
        ownedByTeam: () => SqlExpression.Or(Owner(owner, alias).EqualTo(User), OwnedByColleague(owner, alias)),
        throughMaster: (field, master) => ThroughMaster(owner, alias, field, master),
        anyOf: members => AnyOf(members, owner, alias));

    private static SqlExpression Owner(ObjectModel owner, string alias) =>
        SqlExpression.Column(alias, owner.Field(SystemFields.Owner).Column.Name);

    private SqlExpression AnyOf(EquatableArray<RowPredicate> members, ObjectModel owner, string alias) =>
        SqlExpression.Or([.. members.Select(m => Covers(m, owner, alias))]);

    private SqlExpression ThroughMaster(ObjectModel owner, string alias, string field, RowPredicate predicate)
    {
        FieldModel reference = owner.Field(field);
        ObjectModel master = Model.Object(((MasterDetailType)reference.Type).Target);
        string inner = alias + "m";
        return SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(new SqlTable(Schema, master.Table), inner),
            Where = SqlExpression.And(
                SqlExpression.Column(inner, master.Field(SystemFields.Id).Column.Name).EqualTo(SqlExpression.Column(alias, reference.Column.Name)),
                Covers(predicate, master, inner)),
        });
    }

    /// <summary>The owner and the user are members of the same live team.</summary>
    private SqlExpression OwnedByColleague(ObjectModel owner, string alias)
    {
        if (!Model.TryGetObject(Teams, out ObjectModel? team) || !team.TryGetField(Members, out FieldModel? members)) return SqlExpression.False;
        SqlTable links = new(Schema, members.LinkTable!);
        return SqlExpression.Exists(new SqlSelect
        {
            Items = [new SqlItem(SqlExpression.Number(1))],
            From = new SqlTableSource(links, "mine")
                .Join(new SqlTableSource(links, "theirs"), SqlExpression.Column("theirs", LinkColumns.Source).EqualTo(SqlExpression.Column("mine", LinkColumns.Source)))
                .Join(
                    new SqlTableSource(new SqlTable(Schema, team.Table), "team"),
                    SqlExpression.Column("team", team.Field(SystemFields.Id).Column.Name).EqualTo(SqlExpression.Column("mine", LinkColumns.Source))),
            Where = SqlExpression.And(
                SqlExpression.Column("mine", LinkColumns.Target).EqualTo(User),
                SqlExpression.Column("theirs", LinkColumns.Target).EqualTo(Owner(owner, alias)),
                SqlExpression.Column("team", team.Field(SystemFields.DeletedAt).Column.Name).IsNull()),
        });
    }
}
