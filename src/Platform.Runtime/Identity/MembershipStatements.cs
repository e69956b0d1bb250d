using Platform.Metadata.Model;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Identity;

/// <summary>Statements that bring memberships and the records of their people together.</summary>
internal static class MembershipStatements
{
    private static readonly SqlTable Memberships = new("platform", "memberships"), Identities = new("platform", "identities");
    private static readonly SqlExpression Active = Literal("active"), Suspended = Literal("suspended");
    private static readonly SqlExpression OfTenant = Column("m", "tenant_id").EqualTo(StatementTemplate.Value(SqlType.Uuid, 0));

    /// <summary>Memberships become what the records say. Parameters are the tenant and the ids of the records.</summary>
    public static StatementTemplate Follow(ObjectModel user, string schema) => new(new SqlUpdate
    {
        Table = Memberships,
        Alias = "m",
        Set =
        [
            new SqlAssignment("roles", Roles(user)),
            new SqlAssignment("status", new SqlCase([(IsActive(user), Active)], Suspended)),
        ],
        From = Records(user, schema),
        Where = And(OfTenant, IsOf(user), Of(user, SystemFields.Id).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 1))),
    });

    /// <summary>
    /// A membership without a record takes the live record with its address, unless that is another membership's. The parameter is the tenant.
    /// </summary>
    public static StatementTemplate Adopt(ObjectModel user, string schema) => new(new SqlUpdate
    {
        Table = Memberships,
        Alias = "m",
        Set = [new SqlAssignment("user_id", Of(user, SystemFields.Id))],
        From = new SqlJoin(Records(user, schema), new SqlTableSource(Identities, "i"), SqlJoinKind.Cross, null),
        Where = And(
            OfTenant,
            Column("i", "id").EqualTo(Column("m", "identity_id")),
            Call("lower", Column("i", "email")).EqualTo(Call("lower", Of(user, "email"))),
            Of(user, SystemFields.DeletedAt).IsNull(),
            Not(Exists(new SqlSelect
            {
                Items = [new SqlItem(Number(1))],
                From = new SqlTableSource(new SqlTable(schema, user.Table), "own"),
                Where = Column("own", user.Field(SystemFields.Id).Column.Name).EqualTo(Column("m", "user_id")),
            })),
            Not(Exists(new SqlSelect
            {
                Items = [new SqlItem(Number(1))],
                From = new SqlTableSource(Memberships, "o"),
                Where = And(Column("o", "tenant_id").EqualTo(Column("m", "tenant_id")), Column("o", "user_id").EqualTo(Of(user, SystemFields.Id))),
            }))),
    });

    /// <summary>Whoever the record says is not active, or is deleted, does not sign in. The parameter is the tenant.</summary>
    public static StatementTemplate SuspendInactive(ObjectModel user, string schema) => new(new SqlUpdate
    {
        Table = Memberships,
        Alias = "m",
        Set = [new SqlAssignment("status", Suspended)],
        From = Records(user, schema),
        Where = And(OfTenant, IsOf(user), Column("m", "status").EqualTo(Active), Not(IsActive(user))),
    });

    /// <summary>Records that differ from their membership in roles or activity become what it says. The parameter is the tenant.</summary>
    public static StatementTemplate Correct(ObjectModel user, string schema)
    {
        SqlExpression active = Column("m", "status").EqualTo(Active);
        return new StatementTemplate(new SqlUpdate
        {
            Table = new SqlTable(schema, user.Table),
            Alias = "u",
            Set =
            [
                new SqlAssignment(user.Field("roles").Column.Name, Column("m", "roles")),
                new SqlAssignment(user.Field("active").Column.Name, active),
                new SqlAssignment(user.Field(SystemFields.UpdatedAt).Column.Name, Call("now")),
                new SqlAssignment(user.Field(SystemFields.Version).Column.Name, Infix(Of(user, SystemFields.Version), "+", Number(1))),
            ],
            From = new SqlTableSource(Memberships, "m"),
            Where = And(
                OfTenant, IsOf(user), Of(user, SystemFields.DeletedAt).IsNull(),
                Or(Infix(Roles(user), "is distinct from", Column("m", "roles")), Infix(IsActive(user), "<>", active))),
        });
    }

    private static SqlTableSource Records(ObjectModel user, string schema) => new(new SqlTable(schema, user.Table), "u");

    private static SqlExpression IsOf(ObjectModel user) => Column("m", "user_id").EqualTo(Of(user, SystemFields.Id));

    private static SqlExpression IsActive(ObjectModel user) => And(Call("coalesce", Of(user, "active"), False), Of(user, SystemFields.DeletedAt).IsNull());

    private static SqlCall Roles(ObjectModel user) => new("coalesce", [Of(user, "roles"), new SqlArrayLiteral([], SqlType.Text.Array)]);

    private static SqlExpression Of(ObjectModel user, string field) => Column("u", user.Field(field).Column.Name);
}
