using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Approvals;

/// <summary>Statements about people.</summary>
internal static class DirectoryStatements
{
    private const int MostLevels = 20;
    private const string U = "u";

    /// <summary>The user under the alias may be asked.</summary>
    public static SqlExpression IsActive(ObjectModel users, string alias) =>
        And(Column(alias, users.Field("active").Column.Name), Column(alias, users.Field(SystemFields.DeletedAt).Column.Name).IsNull());

    /// <summary>Those of some users who are active: the parameter is the ids, the result ids.</summary>
    public static StatementTemplate Active(TenantModel model, string schema) => Template(model, "approval active " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U))],
        From = Table(users, schema, U),
        Where = And(Id(users, U).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)), IsActive(users, U)),
    });

    /// <summary>Active users: the parameter is the most of them, the result ids.</summary>
    public static StatementTemplate AllActive(TenantModel model, string schema) => Template(model, "approval all " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U))],
        From = Table(users, schema, U),
        Where = IsActive(users, U),
        OrderBy = [new SqlOrder(Id(users, U))],
        Limit = StatementTemplate.Value(SqlType.Integer, 0),
    });

    /// <summary>Names of users: the parameter is the ids, the result ids and names.</summary>
    public static StatementTemplate Names(TenantModel model, string schema) => Template(model, "approval names " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U)), new SqlItem(Column(U, users.Field("name").Column.Name))],
        From = Table(users, schema, U),
        Where = Id(users, U).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
    });

    /// <summary>Languages of users: the parameter is the ids, the result ids and languages.</summary>
    public static StatementTemplate Languages(TenantModel model, string schema) => Template(model, "approval languages " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U)), new SqlItem(Column(U, users.Field("locale").Column.Name))],
        From = Table(users, schema, U),
        Where = Id(users, U).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
    });

    /// <summary>Active users with roles: the parameter is the roles, the result ids with all their roles, by id.</summary>
    public static StatementTemplate WithRoles(TenantModel model, string schema) => Template(model, "approval roles " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U)), new SqlItem(Column(U, users.Field("roles").Column.Name))],
        From = Table(users, schema, U),
        Where = And(Infix(Column(U, users.Field("roles").Column.Name), "&&", StatementTemplate.Value(SqlType.Text.Array, 0)), IsActive(users, U)),
        OrderBy = [new SqlOrder(Id(users, U))],
    });

    /// <summary>Active users by address: the parameter is the addresses, the result ids with addresses.</summary>
    public static StatementTemplate WithEmails(TenantModel model, string schema) => Template(model, "approval emails " + schema, users => new SqlSelect
    {
        Items = [new SqlItem(Id(users, U)), new SqlItem(Column(U, users.Field("email").Column.Name))],
        From = Table(users, schema, U),
        Where = And(Call("lower", Column(U, users.Field("email").Column.Name)).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 0)), IsActive(users, U)),
    });

    /// <summary>Active members of live teams: the parameter is names of teams, the result ids with names, by id.</summary>
    public static StatementTemplate InTeams(TenantModel model, string schema) => Template(model, "approval teams " + schema, users =>
    {
        ObjectModel teams = model.Object("Team");
        SqlExpression name = Column("g", teams.Field("name").Column.Name);
        return new SqlSelect
        {
            Items = [new SqlItem(Id(users, U)), new SqlItem(name)],
            From = Table(teams, schema, "g")
                .Join(new SqlTableSource(new SqlTable(schema, teams.Field("members").LinkTable!), "m"), Column("m", LinkColumns.Source).EqualTo(Id(teams, "g")))
                .Join(Table(users, schema, U), Id(users, U).EqualTo(Column("m", LinkColumns.Target))),
            Where = And(name.EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 0)), Column("g", teams.Field(SystemFields.DeletedAt).Column.Name).IsNull(), IsActive(users, U)),
            OrderBy = [new SqlOrder(Id(users, U))],
        };
    });

    /// <summary>Managers of users from the nearest: the parameter is the ids, the result level, id, manager, whether active. A circle ends at twenty levels.</summary>
    public static StatementTemplate Managers(TenantModel model, string schema) => Template(model, "approval managers " + schema, users =>
    {
        string manager = users.Field("manager").Column.Name;
        SqlSelect first = new()
        {
            Items = [new SqlItem(Number(0), "level"), new SqlItem(Id(users, U), "id"), new SqlItem(Column(U, manager), "manager"), new SqlItem(IsActive(users, U), "active")],
            From = Table(users, schema, U),
            Where = Id(users, U).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        };
        SqlSelect next = new()
        {
            Items = [new SqlItem(Infix(Column("c", "level"), "+", Number(1))), new SqlItem(Id(users, U)), new SqlItem(Column(U, manager)), new SqlItem(IsActive(users, U))],
            From = new SqlCteSource("chain", "c").Join(Table(users, schema, U), Id(users, U).EqualTo(Column("c", "manager"))),
            Where = Infix(Column("c", "level"), "<", Number(MostLevels)),
        };
        return new SqlSelect
        {
            With = [new SqlCte("chain", new SqlUnion([first, next]), Recursive: true)],
            Items = [new SqlItem(Column("c", "level")), new SqlItem(Column("c", "id")), new SqlItem(Column("c", "manager")), new SqlItem(Column("c", "active"))],
            From = new SqlCteSource("chain", "c"),
            OrderBy = [new SqlOrder(Column("c", "level"))],
        };
    });

    /// <summary>Heads of a user's department and those above it: the parameter is the user's id, the result level from 1, head, whether active.</summary>
    public static StatementTemplate Heads(TenantModel model, string schema) => Template(model, "approval heads " + schema, users =>
    {
        ObjectModel departments = model.Object("Department");
        string parent = departments.Field("parent").Column.Name, head = departments.Field("head").Column.Name;
        SqlSelect first = new()
        {
            Items = [new SqlItem(Number(1), "level"), new SqlItem(Column("d", parent), "parent"), new SqlItem(Column("d", head), "head")],
            From = Table(users, schema, U).Join(Table(departments, schema, "d"), Id(departments, "d").EqualTo(Column(U, users.Field("department").Column.Name))),
            Where = Id(users, U).EqualTo(StatementTemplate.Value(SqlType.Uuid, 0)),
        };
        SqlSelect next = new()
        {
            Items = [new SqlItem(Infix(Column("c", "level"), "+", Number(1))), new SqlItem(Column("d", parent)), new SqlItem(Column("d", head))],
            From = new SqlCteSource("chain", "c").Join(Table(departments, schema, "d"), Id(departments, "d").EqualTo(Column("c", "parent"))),
            Where = Infix(Column("c", "level"), "<", Number(MostLevels)),
        };
        return new SqlSelect
        {
            With = [new SqlCte("chain", new SqlUnion([first, next]), Recursive: true)],
            Items = [new SqlItem(Column("c", "level")), new SqlItem(Column("c", "head")), new SqlItem(IsActive(users, U))],
            From = new SqlCteSource("chain", "c").Join(Table(users, schema, U), Id(users, U).EqualTo(Column("c", "head"))),
            OrderBy = [new SqlOrder(Column("c", "level"))],
        };
    });

    /// <summary>Standing delegations in force to active users: the parameter is the instant, the result delegator and delegate, the latest made last.</summary>
    public static StatementTemplate Delegations(TenantModel model, string schema) => Template(model, "approval delegations " + schema, users =>
    {
        ObjectModel delegations = model.Object(ApprovalFields.DelegationObject);
        SqlExpression now = StatementTemplate.Value(SqlType.TimestampTz, 0);
        string Name(string field) => delegations.Field(field).Column.Name;
        return new SqlSelect
        {
            Items = [new SqlItem(Column("d", Name(SystemFields.Owner))), new SqlItem(Column("d", Name("delegate")))],
            From = Table(delegations, schema, "d").Join(Table(users, schema, U), Id(users, U).EqualTo(Column("d", Name("delegate")))),
            Where = And(
                Infix(Column("d", Name("startsAt")), "<=", now), Infix(Column("d", Name("endsAt")), ">", now),
                Column("d", Name(SystemFields.DeletedAt)).IsNull(), IsActive(users, U)),
            OrderBy = [new SqlOrder(Column("d", Name(SystemFields.Id)))],
        };
    });

    private static StatementTemplate Template(TenantModel model, string key, Func<ObjectModel, SqlSelect> select)
    {
        ObjectModel users = model.Object(ExpressionObjects.User);
        return RecordLayout.Of(users).Template(key, () => new StatementTemplate(select(users)));
    }

    private static SqlTableSource Table(ObjectModel target, string schema, string alias) => new(new SqlTable(schema, target.Table), alias);

    private static SqlExpression Id(ObjectModel target, string alias) => Column(alias, target.Field(SystemFields.Id).Column.Name);
}
