using Platform.Expressions.Diagnostics;
using Xunit;

namespace Platform.Expressions.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["amount", "account", "closeDate", "stage", "no"];

    [Theory]
    [InlineData("amuont", "amount")]
    [InlineData("Amount", "amount")]
    [InlineData("closedate", "closeDate")]
    [InlineData("stagee", "stage")]
    [InlineData("on", "no")]
    public void A_slip_finds_its_name(string typed, string meant) => Assert.Equal(meant, NearestName.Find(typed, Names));

    [Theory]
    [InlineData("probability")]
    [InlineData("x")]
    [InlineData("")]
    public void What_is_near_nothing_finds_nothing(string typed) => Assert.Null(NearestName.Find(typed, Names));

    [Fact]
    public void Endless_names_are_not_compared() => Assert.Null(NearestName.Find(new string('a', 100_000), [new string('a', 100_000) + "b"]));

    [Fact]
    public void Of_equally_near_names_the_ordinal_first_is_taken() => Assert.Equal("ab", NearestName.Find("a", ["ac", "ab"]));
}
