using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Runtime.Reading;
using Platform.Sql;
using Xunit;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Tests.Reading;

/// <summary>The statement for several requests gives each what the statement for one gives it.</summary>
public sealed class SharedStatementTests(ReadingFixture data) : IClassFixture<ReadingFixture>
{
    private static readonly Guid One = Guid.Parse("0195a000-0000-7000-8000-000000000001"), Other = Guid.Parse("0195a000-0000-7000-8000-000000000002");

    public static TheoryData<SqlType, object, object> Values() => new()
    {
        { SqlType.Text, "", "光'\"\\{},NULL" },
        { SqlType.Integer, int.MinValue, 7 },
        { SqlType.BigInt, long.MaxValue, -1L },
        { SqlType.Numeric, 79228162514264337593543950335m, -0.0001m },
        { SqlType.Double, double.MaxValue, -0.1 },
        { SqlType.Boolean, true, false },
        { SqlType.Date, DateOnly.MinValue, new DateOnly(2026, 11, 30) },
        { SqlType.TimestampTz, DateTime.UnixEpoch, new DateTime(2026, 11, 30, 23, 59, 59, 999, DateTimeKind.Utc) },
        { SqlType.Timestamp, new DateTime(2026, 11, 30), new DateTime(1, 1, 1, 0, 0, 1) },
        { SqlType.Time, TimeOnly.MinValue, new TimeOnly(23, 59, 59) },
        { SqlType.Interval, TimeSpan.FromDays(-3), TimeSpan.FromSeconds(0.5) },
        { SqlType.Uuid, One, Other },
        { SqlType.Json, "[1, null]", "\"text\"" },
        { SqlType.Jsonb, "{\"a\": 1}", "null" },
        { SqlType.Bytea, Array.Empty<byte>(), new byte[] { 0, 255 } },
    };

    [Fact]
    public void Values_of_each_request_stand_in_columns_and_lists_in_parameters()
    {
        SqlExpression ids = Parameter(SqlType.Uuid.Array, null), name = Parameter(SqlType.Text, null), size = Parameter(SqlType.BigInt, null);
        SharedStatement several = SharedStatement.Of(new SqlSelect
        {
            Items = [new SqlItem(Column("t", "name"))],
            From = new SqlTableSource(new SqlTable("s", "thing"), "t"),
            Where = And(Column("t", "owner_id").EqualTo(Call("any", ids)), Column("t", "name").EqualTo(name), Column("t", "code").EqualTo(name)),
            Limit = size,
        });
        Assert.Equal(
            "select \"each\".\"n\", \"answer\".\"a1\" from unnest($1, $2) with ordinality as \"each\" (\"v2\", \"v3\", \"n\") cross join lateral "
            + "(select \"t\".\"name\" as \"a1\" from \"s\".\"thing\" as \"t\" where (\"t\".\"owner_id\" = any($3)) and (\"t\".\"name\" = \"each\".\"v2\") and (\"t\".\"code\" = \"each\".\"v2\") limit \"each\".\"v3\") as \"answer\"",
            several.Text);

        BoundStatement a = Bound([One], "a", 1L), b = Bound([One], null, 2L), other = Bound([Other], "a", 1L);
        Assert.True(several.Fits(a, b));
        Assert.False(several.Fits(a, other));
        BoundStatement bound = several.Bind([a, b]);
        Assert.Equal([SqlType.Text.Array, SqlType.BigInt.Array, SqlType.Uuid.Array], bound.Values.Select(v => v.Type));
        Assert.Equal([(string?[])["a", null], (long?[])[1, 2], (Guid[])[One]], bound.Values.Select(v => v.Value));

        static BoundStatement Bound(Guid[] ids, string? name, long size) => new("", [(SqlType.Uuid.Array, ids), (SqlType.Text, name), (SqlType.BigInt, size)]);
    }

    [Fact]
    public void Lists_are_the_same_when_their_values_are()
    {
        SharedStatement several = SharedStatement.Of(new SqlSelect { Items = [new SqlItem(Call("cardinality", Parameter(SqlType.Text.Array, null)))] });
        Assert.True(Fit(new[] { "a", "b" }, new[] { "a", "b" }));
        Assert.True(Fit(Array.Empty<string>(), Array.Empty<string>()));
        Assert.True(Fit(null, null));
        Assert.False(Fit(new[] { "a", "b" }, new[] { "b", "a" }));
        Assert.False(Fit(new[] { "a" }, new[] { "a", "b" }));
        Assert.False(Fit(null, new[] { "a" }));
        Assert.False(Fit(new[] { "a" }, null));

        bool Fit(string[]? one, string[]? other) => several.Fits(new BoundStatement("", [(SqlType.Text.Array, one)]), new BoundStatement("", [(SqlType.Text.Array, other)]));
    }

    [Fact]
    public async Task Where_requests_bring_nothing_of_their_own_each_gets_the_same()
    {
        BoundStatement none = new("", []);
        SharedStatement several = SharedStatement.Of(new SqlSelect { Items = [new SqlItem(Literal("answer"))] });
        Assert.True(several.Fits(none, none));
        Assert.Equal([(1, "answer"), (2, "answer"), (3, "answer")], await ReadAsync(several.Bind([none, none, none]), 1));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_of_any_type_and_none_arrive_as_they_do_alone(SqlType type, object one, object other)
    {
        SqlSelect single = new() { Items = [new SqlItem(Parameter(type, null).As(SqlType.Text))] };
        BoundStatement[] requests = [.. new[] { one, null, other, one }.Select(v => new BoundStatement(single.Print().Text, [(type, v)]))];
        List<string?> alone = [], together = [];
        foreach (BoundStatement request in requests) alone.AddRange((await ReadAsync(request, 0)).Select(r => r.Text));
        Assert.Equal(4, alone.Count);
        foreach ((long place, string? text) in await ReadAsync(SharedStatement.Of(single).Bind(requests), 1))
        {
            together.Add(text);
            Assert.Equal(together.Count, place);
        }

        Assert.Equal(alone, together);
    }

    private async Task<List<(long Place, string? Text)>> ReadAsync(BoundStatement statement, int column)
    {
        await using NpgsqlConnection connection = await data.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = StatementCommand.Create(connection, statement);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<(long, string?)> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add((column == 0 ? 0 : reader.GetInt64(0), await reader.IsDBNullAsync(column, TestContext.Current.CancellationToken) ? null : reader.GetString(column)));
        }

        return rows;
    }
}
