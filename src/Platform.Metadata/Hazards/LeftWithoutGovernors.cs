using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.NobodyGoverns"/>: a role goes, or loses the right to manage users, and none of those who may sign in would have it any more by another role.</summary>
public sealed class LeftWithoutGovernors : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        RoleDocument? role = change switch
        {
            DocumentRemoved { Document: RoleDocument removed } => removed,
            DocumentChanged { From: RoleDocument from, To: RoleDocument to } when !Governs(to) || to.Name != from.Name => from,
            _ => null,
        };
        if (role is null || !Governs(role) || !context.Storage.From.Model.TryGetObject(ExpressionObjects.User, out ObjectModel? users)) yield break;
        string[] before = [.. context.Storage.From.Model.Roles.Where(Governs).Select(r => r.Name)], after = [.. context.Storage.To.Model.Roles.Where(Governs).Select(r => r.Name)];

        // Whoever has the right now is asked about, if there is anybody, and only when nobody keeps it.
        yield return context.Probe(
            HazardCodes.NobodyGoverns, HazardSeverity.Block, index, users, And(Has(context, HazardQuery.Column, users, before), Not(Exists(Governors(context, users, after)))),
            HazardQuery.Column(users.Field("name").Column.Name), _ => Message(role));
    }

    private static bool Governs(RoleDocument role) => role.Rights.Contains(SystemRight.ManageUsers);

    private static SqlSelect Governors(HazardContext context, ObjectModel users, string[] roles) => new()
    {
        Items = [new SqlItem(Number(1))],
        From = new SqlTableSource(context.TableOf(users), "g"),
        Where = Has(context, name => Column("g", name), users, roles),
    };

    private static SqlExpression Has(HazardContext context, Func<string, SqlExpression> column, ObjectModel users, string[] roles) => And(
        column(users.Field("active").Column.Name), column(users.Field(SystemFields.DeletedAt).Column.Name).IsNull(),
        Infix(column(users.Field("roles").Column.Name), "&&", new SqlArrayLiteral([.. roles.Select(Literal)], SqlType.Text.Array)),
        Exists(Membership(context, column(users.Field(SystemFields.Id).Column.Name))));

    // A person can have a record without ever having been given a way to sign in.
    private static SqlSelect Membership(HazardContext context, SqlExpression user) => new()
    {
        Items = [new SqlItem(Number(1))],
        From = new SqlTableSource(new SqlTable("platform", "memberships"), "m")
            .Join(new SqlTableSource(new SqlTable("platform", "tenants"), "t"), Column("t", "id").EqualTo(Column("m", "tenant_id"))),
        Where = And(
            Column("t", "schema_name").EqualTo(Literal(context.Storage.Schema)), Column("m", "user_id").EqualTo(user), Column("m", "status").EqualTo(Literal("active"))),
    };

    private static LocalizedText Message(RoleDocument role)
    {
        (string english, string chinese) = Wording.Both(role.Label ?? LocalizedText.Of(role.Name));
        return Wording.Of(
            $"Without the role “{english}” nobody would be left who may manage users. Give somebody another role with that right first.",
            $"去掉角色“{chinese}”后将没有人能管理用户；请先授予他人另一个具有该权限的角色。");
    }
}
