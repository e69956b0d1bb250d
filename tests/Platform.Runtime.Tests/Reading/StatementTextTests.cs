using FsCheck;
using FsCheck.Fluent;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

public sealed class StatementTextTests
{
    private const string Query = """
        query($t: String, $ts: [String!], $n: Int, $d: Decimal, $s: String) {
          accounts(first: $n, search: $s, filter: {name: {contains: $t, in: $ts}, revenue: {lt: $d}, billing: {city: {like: $t}}, labels: {hasAny: $ts}}) { nodes { id } }
        }
        """;

    [Fact]
    public void Sql_text_never_depends_on_the_values_of_variables() => Prop.ForAll<NonNull<string>, int, decimal>((text, number, amount) =>
        Text(Query, new() { ["t"] = text.Get, ["ts"] = new object?[] { text.Get, "x" }, ["n"] = number, ["d"] = amount, ["s"] = "word" })
        == Text(Query, new() { ["t"] = "a", ["ts"] = new object?[] { "b" }, ["n"] = 1, ["d"] = 1m, ["s"] = "other" })).QuickCheckThrowOnFailure();

    [Fact]
    public void Sql_text_never_has_a_literal_of_the_document() => Prop.ForAll<int, PositiveInt>((number, suffix) =>
    {
        string word = $"quietly{suffix.Get}'; drop", json = System.Text.Json.JsonSerializer.Serialize(word);
        string sql = Text($"{{ accounts(search: {json}, filter: {{name: {{eq: {json}, startsWith: {json}}}, employees: {{gt: {number}}}}}) {{ nodes {{ id }} }} }}", []);
        return !sql.Contains("quietly", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Response_names_are_the_only_words_of_a_caller_in_the_text()
    {
        string sql = Text("{ mine: accounts { nodes { alias_x: name } } }", []);
        Assert.Contains("alias_x", sql, StringComparison.Ordinal);
        Assert.Contains("\"mine\"", sql, StringComparison.Ordinal);
    }

    private static string Text(string query, Dictionary<string, object?> variables)
    {
        (QueryPlan? plan, var errors) = ReadingFixture.Plan("manager", query, variables);
        Assert.True(plan is not null, string.Join(";", errors.Select(e => e.Message)));
        return LoweredStatement.OfQuery(plan, ReadingFixture.Schema("manager"), ReadingFixture.Tenant).Text;
    }
}
