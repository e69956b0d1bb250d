using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Platform.Sql.SqlExpression;

namespace Platform.Sql.Tests;

public sealed class SqlPrinterTests
{
    private static readonly SqlTable Accounts = new("tenant_1", "account");

    [Fact]
    public void Names_are_quoted_and_values_become_parameters()
    {
        SqlText printed = new SqlSelect
        {
            Items = [new SqlItem(Column("t", "name"), "n\"ame")],
            From = new SqlTableSource(Accounts, "t"),
            Where = Column("t", "name").EqualTo(Parameter(SqlType.Text, "'; drop table x; --")),
        }.Print();

        Assert.Equal("select \"t\".\"name\" as \"n\"\"ame\" from \"tenant_1\".\"account\" as \"t\" where \"t\".\"name\" = $1", printed.Text);
        Assert.Equal("'; drop table x; --", Assert.Single(printed.Parameters).Value);
    }

    [Fact]
    public void One_parameter_used_twice_has_one_number_and_equal_parameters_have_two()
    {
        SqlExpression first = Parameter(SqlType.Integer, 1), second = Parameter(SqlType.Integer, 1);
        SqlText printed = new SqlSelect { Items = [new SqlItem(first), new SqlItem(second), new SqlItem(first)] }.Print();
        Assert.Equal("select $1, $2, $1", printed.Text);
        Assert.Equal(2, printed.Parameters.Count);
    }

    [Fact]
    public void Another_value_is_printed_in_the_place_of_a_parameter()
    {
        SqlParameter first = new(SqlType.Integer, 1), second = new(SqlType.Integer, 2), third = new(SqlType.Integer, 3);
        SqlText printed = new SqlSelect { Items = [new SqlItem(first), new SqlItem(second), new SqlItem(third), new SqlItem(first)] }
            .Print(new Dictionary<SqlParameter, SqlExpression> { [first] = Column("v", "a"), [third] = Parameter(SqlType.Text, "other") });
        Assert.Equal("select \"v\".\"a\", $1, $2, \"v\".\"a\"", printed.Text);
        Assert.Equal([2, "other"], printed.Parameters.Select(p => p.Value));
    }

    [Fact]
    public void Nested_operations_are_in_parentheses_and_constant_conditions_are_folded()
    {
        SqlExpression a = Column("t", "a").IsNull(), b = Column("t", "b").EqualTo(Number(1));
        Assert.Equal("select ((\"t\".\"a\" is null) or (\"t\".\"b\" = 1)) and (not (\"t\".\"a\" is null))", Text(And(True, Or(a, b, False), Not(a))));
        Assert.Equal("select false", Text(And(a, False)));
        Assert.Equal("select true", Text(And()));
        Assert.Equal("select false", Text(Or()));
    }

    [Fact]
    public void Null_order_is_printed_only_where_it_differs_from_the_default_of_the_direction()
    {
        SqlExpression a = Column("t", "a");
        SqlText printed = new SqlSelect
        {
            Items = [new SqlItem(a)],
            From = new SqlTableSource(Accounts, "t"),
            OrderBy = [new(a), new(a, true), new(a, false, false), new(a, false, true), new(a, true, true), new(a, true, false)],
        }.Print();
        const string Key = "\"t\".\"a\"";
        Assert.EndsWith($"order by {Key}, {Key} desc, {Key}, {Key} nulls first, {Key} desc, {Key} desc nulls last", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_insert_prints_rows_conflict_and_result()
    {
        SqlText printed = new SqlInsert
        {
            Table = Accounts,
            Alias = "t",
            Columns = ["id", "name"],
            Rows = [[Parameter(SqlType.Uuid, Guid.Empty), Default]],
            OnConflict = new SqlConflict([new SqlColumn(null, "id")], null, [new SqlAssignment("name", Column("excluded", "name"))]),
            Returning = [new SqlItem(Column("t", "id"))],
        }.Print();
        Assert.Equal(
            "insert into \"tenant_1\".\"account\" as \"t\" (\"id\", \"name\") values ($1, default) on conflict (\"id\") "
            + "do update set \"name\" = \"excluded\".\"name\" returning \"t\".\"id\"",
            printed.Text);
    }

    [Fact]
    public void An_update_from_unnested_arrays_prints_lateral_columns_and_locks()
    {
        SqlText printed = new SqlUpdate
        {
            Table = Accounts,
            Alias = "t",
            Set = [new SqlAssignment("name", Column("v", "name"))],
            From = new SqlFunctionSource(
                new SqlCall("unnest", [Parameter(SqlType.Uuid.Array, null), Parameter(SqlType.Text.Array, null)]), "v", ["id", "name", "n"], WithOrdinality: true),
            Where = Column("t", "id").EqualTo(Column("v", "id")),
        }.Print();
        Assert.Equal(
            "update \"tenant_1\".\"account\" as \"t\" set \"name\" = \"v\".\"name\" from unnest($1, $2) with ordinality as \"v\" (\"id\", \"name\", \"n\") "
            + "where \"t\".\"id\" = \"v\".\"id\"",
            printed.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("an_identifier_of_more_than_sixty_three_bytes_which_would_be_cut_short")]
    public void A_name_that_PostgreSQL_would_refuse_or_cut_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => SqlIdentifier.Quote(name));

    [Theory]
    [InlineData("now(); drop table x")]
    [InlineData("Now")]
    [InlineData("")]
    public void A_function_name_is_checked(string name) => Assert.Throws<ArgumentException>(() => Call(name));

    [Fact]
    public void An_operator_is_checked() => Assert.Throws<ArgumentException>(() => Infix(Number(1), "; drop table x; --", Number(2)));

    [Fact]
    public void Text_never_depends_on_values() => Prop.ForAll<string, int>((a, b) =>
        Query(a, b).Text == Query("x", 0).Text && Query(a, b).Parameters[0].Value as string == a).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("numeric(18,2)", "numeric")]
    [InlineData("text[]", "text[]")]
    [InlineData("timestamptz", "timestamptz")]
    public void Column_types_have_parameter_types(string column, string expected) => Assert.Equal(expected, SqlType.Of(column).Name);

    private static SqlText Query(string? a, int b) => new SqlSelect
    {
        Items = [new SqlItem(Parameter(SqlType.Text, a))],
        Limit = Parameter(SqlType.Integer, b),
    }.Print();

    private static string Text(SqlExpression expression) => new SqlSelect { Items = [new SqlItem(expression)] }.Print().Text;
}
