using System.Globalization;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>What the parts of a lowering share: whose rows, under which rights, and the aliases given so far.</summary>
internal sealed class LoweringContext
{
    private readonly SqlExpression _now = SqlExpression.Parameter(SqlType.TimestampTz, new CurrentInstantSource());
    private readonly SqlExpression _zone = SqlExpression.Parameter(SqlType.Text, new TenantTimeZoneSource());
    private readonly RecordsSchema _schema;
    private readonly ReachForm _reach;
    private int _aliases;

    public LoweringContext(RecordsSchema schema, string tenantSchema, ReachForm reach)
    {
        _schema = schema;
        _reach = reach;
        User = SqlExpression.Parameter(SqlType.Uuid, new CurrentUserSource());
        CursorKey = SqlExpression.Parameter(SqlType.Bytea, new CursorKeyBytesSource());
        Mark = SqlExpression.Parameter(SqlType.Text, new ResponseMarkSource());
        Access = new RowAccess(tenantSchema, schema.Model, User, reach, SqlExpression.Parameter(SqlType.Uuid.Array, new ReachSource()));
        Filters = new FilterLowering(this);
        Records = new RecordLowering(this);
        Connections = new ConnectionLowering(this);
    }

    public SqlExpression User { get; }

    public SqlExpression CursorKey { get; }

    /// <summary>The mark of encrypted values.</summary>
    public SqlExpression Mark { get; }

    public RowAccess Access { get; }

    public FilterLowering Filters { get; }

    public RecordLowering Records { get; }

    public ConnectionLowering Connections { get; }

    public TenantModel Model => _schema.Model;

    public RecordsSchema Schema => _schema;

    public ObjectPermissions Rights(ObjectModel model) => _schema.Permissions.For(model.Name);

    public string NextAlias(string prefix) => prefix + _aliases++.ToString(CultureInfo.InvariantCulture);

    public static string Id(ObjectModel model) => model.Field(SystemFields.Id).Column.Name;

    /// <summary>The row may be read, is in or out of the recycle bin as asked, and satisfies the filter.</summary>
    public SqlExpression Wanted(ObjectModel model, string alias, DeletedMode deleted, FilterNode filter, RowPredicate? predicate = null) =>
        SqlExpression.And(Covered(model, alias, deleted, filter, predicate), InState(model, alias, deleted));

    /// <summary>The row may be read and satisfies the filter, whether or not it is in the recycle bin itself.</summary>
    public SqlExpression Covered(ObjectModel model, string alias, DeletedMode deleted, FilterNode filter, RowPredicate? predicate = null)
    {
        SqlExpression condition = Filters.Condition(filter, model, alias, deleted);
        RowPredicate right = predicate ?? Rights(model).Read;
        return Covered(condition, right, model, alias) ?? SqlExpression.And(condition, Access.Condition(right, model, alias));
    }

    /// <summary>The row may be read, and is in or out of the recycle bin as asked.</summary>
    public SqlExpression Visible(ObjectModel model, string alias, DeletedMode deleted, RowPredicate? predicate = null) =>
        SqlExpression.And(Access.Condition(predicate ?? Rights(model).Read, model, alias), InState(model, alias, deleted));

    /// <summary>The row is in or out of the recycle bin as asked.</summary>
    public static SqlExpression InState(ObjectModel model, string alias, DeletedMode deleted)
    {
        SqlExpression deletedAt = SqlExpression.Column(alias, model.Field(SystemFields.DeletedAt).Column.Name);
        return deleted switch
        {
            DeletedMode.Exclude => deletedAt.IsNull(),
            DeletedMode.Only => deletedAt.IsNotNull(),
            _ => SqlExpression.True,
        };
    }

    /// <summary>
    /// The condition with the right in it, where the condition gives the one owner of every row and the owner alone decides: the look-up of the owner finds nobody whose
    /// records are not covered, and no row of the list is asked again. Null otherwise.
    /// </summary>
    private SqlExpression? Covered(SqlExpression condition, RowPredicate predicate, ObjectModel model, string alias)
    {
        if (!predicate.IsOfOwner) return null;
        SqlExpression owner = SqlExpression.Column(alias, model.Field(SystemFields.Owner).Column.Name);
        SqlExpression[] conditions = condition is SqlLogical { All: true } all ? [.. all.Conditions] : [condition];
        for (int i = 0; i < conditions.Length; i++)
        {
            if (conditions[i] is not SqlInfix { Operator: "=", Right: SqlScalar { Query: SqlSelect { Items: [{ Expression: SqlColumn given }] } found } } equal || equal.Left != owner) continue;
            conditions[i] = owner.EqualTo(new SqlScalar(found with { Where = Covered(found.Where ?? SqlExpression.True, given, predicate) }));
            return SqlExpression.And(conditions);
        }

        return null;
    }

    // An owner that the request names is looked up among the owners of the right before the statement runs: one that is not there is sought as null.
    private SqlExpression Covered(SqlExpression found, SqlColumn owner, RowPredicate right)
    {
        SqlExpression[] conditions = found is SqlLogical { All: true } all ? [.. all.Conditions] : [found];
        for (int i = 0; _reach != ReachForm.Computed && i < conditions.Length; i++)
        {
            if (conditions[i] is not SqlInfix { Operator: "=", Right: SqlParameter { Value: ValueSource named } } equal || equal.Left != owner) continue;
            conditions[i] = owner.EqualTo(Parameter(SqlType.Uuid, new CoveredOwnerSource(named, right)));
            return SqlExpression.And(conditions);
        }

        return SqlExpression.And(found, Access.OfOwner(right, owner, owner.Alias!));
    }

    /// <summary>
    /// The rows of an object. Computed fields stand beside the columns of the table; PostgreSQL dissolves the subquery, so that a formula costs nothing where it is not
    /// read, and conditions on columns use their indexes.
    /// </summary>
    public SqlFrom From(ObjectModel model, string alias)
    {
        if (model.Fields.All(f => f.Formula is null)) return new SqlTableSource(Access.Table(model), alias);
        string inner = NextAlias("f");
        LoweringEnvironment environment = Expressions();
        LoweredRow row = LoweredRow.InScope(model, inner);
        IEnumerable<SqlItem> computed = model.Fields.Where(f => f.Formula is not null)
            .Select(f => new SqlItem(FormulaLowering.Value(f, environment, row), f.Column.Name));
        return new SqlSubquery(
            new SqlSelect { Items = [new SqlItem(SqlExpression.Star), .. computed], From = new SqlTableSource(Access.Table(model), inner) }, alias);
    }

    /// <summary>What expressions may ask of the request: its instant, the tenant's time zone, who asks.</summary>
    public LoweringEnvironment Expressions() => new(Access.TenantSchema, Model.Object)
    {
        NextAlias = () => NextAlias("f"),
        Now = _now,
        Zone = _zone,
        User = User,
        Roles = new SqlArrayLiteral([.. _schema.Permissions.Key.Split(',').Select(SqlExpression.Literal)], SqlType.Text.Array),
    };

    /// <summary>A parameter whose value an argument gives.</summary>
    public static SqlExpression Parameter(SqlType type, ValueSource source) => SqlExpression.Parameter(type, source);
}
