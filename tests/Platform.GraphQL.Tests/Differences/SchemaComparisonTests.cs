using Platform.GraphQL.Differences;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Differences;

public sealed class SchemaComparisonTests
{
    [Fact]
    public void Equal_schemas_have_no_changes()
    {
        const string Sdl = "type Query { a(b: Int = 1): [Int!]! @deprecated } input I { a: Int } enum E { A }";
        Assert.Empty(SchemaComparison.Compare(SchemaReader.Read(Sdl), SchemaReader.Read(Sdl)));
    }

    [Theory]
    [InlineData("a: Int", "b: Int", "Breaking Query.a: Field Query.a was removed.", "Safe Query.b: Field Query.b was added.")]
    [InlineData("a: Int!", "a: Int", "Breaking Query.a: Field Query.a changed type from Int! to Int.")]
    [InlineData("a: Int", "a: Int!", "Safe Query.a: Field Query.a changed type from Int to Int!.")]
    [InlineData("a(b: Int): Int", "a(b: Int!): Int", "Breaking Query.a(b:): Argument Query.a(b:) has changed type from Int to Int!.")]
    [InlineData("a(b: Int!): Int", "a(b: Int): Int", "Safe Query.a(b:): Argument Query.a(b:) has changed type from Int! to Int.")]
    [InlineData("a: Int", "a(b: Int): Int", "Dangerous Query.a(b:): An optional argument Query.a(b:) was added.")]
    [InlineData("a: Int", "a(b: Int!): Int", "Breaking Query.a(b:): A required argument Query.a(b:) was added.")]
    [InlineData("a(b: Int = 1): Int", "a(b: Int = 2): Int", "Dangerous Query.a(b:): Query.a(b:) has changed defaultValue from 1 to 2.")]
    [InlineData("a: Int", "a: Int @deprecated(reason: \"Use b.\")", "Safe Query.a: Query.a was deprecated: Use b.")]
    [InlineData("a: Int", "\"New.\" a: Int", "Safe Query.a: Description of Query.a has changed.")]
    public void A_change_says_what_it_does_to_clients(string old, string now, params string[] changes) =>
        Assert.Equal(changes, Compare($"type Query {{ {old} }}", $"type Query {{ {now} }}"));

    [Theory]
    [InlineData("input I { a: Int }", "input I @oneOf { a: Int }", "Breaking I: I became a one-of input object.")]
    [InlineData("input I @oneOf { a: Int }", "input I { a: Int }", "Safe I: I is no longer a one-of input object.")]
    [InlineData("enum E { A B }", "enum E { A C }", "Breaking E.B: Enum value E.B was removed.", "Dangerous E.C: Enum value E.C was added.")]
    [InlineData("scalar S", "", "Breaking S: S was removed.")]
    public void A_change_of_a_type_says_what_it_does_to_clients(string old, string now, params string[] changes) =>
        Assert.Equal(changes, Compare($"type Query {{ a: Int }} {old}", $"type Query {{ a: Int }} {now}"));

    [Fact]
    public void A_change_is_said_in_Chinese_with_the_same_names()
    {
        SchemaChange change = Assert.Single(SchemaComparison.Compare(SchemaReader.Read("type Query { a(b: Int = 1): Int }"), SchemaReader.Read("type Query { a(b: Int = 2): Int }")));
        Assert.Equal("Query.a(b:) 的默认值由 1 变为 2。", change.Text.In("zh-CN"));
        Assert.Equal("已添加必填字段 I.b。", Assert.Single(SchemaComparison.Compare(
            SchemaReader.Read("type Query { a: Int } input I { a: Int }"), SchemaReader.Read("type Query { a: Int } input I { a: Int b: Int! }"))).Text.In("zh-CN"));
    }

    private static IEnumerable<string> Compare(string old, string now) => SchemaComparison
        .Compare(SchemaReader.Read(old), SchemaReader.Read(now))
        .Select(change =>
        {
            Assert.Matches("[\u4e00-\u9fff]", change.Text.In("zh-CN"));
            return $"{change.Impact} {change.Coordinate}: {change.Message}";
        });
}
