using Platform.Metadata.Computation;
using Xunit;

namespace Platform.Metadata.Tests.Computation;

/// <summary>Texts in which expressions stand.</summary>
public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("Call {record.name} now", "Call <record.name> now")]
    [InlineData("{ record.a }{record.b}", "<record.a><record.b>")]
    [InlineData("{{literal}} and {'}' + record.a}", "{literal} and <'}' + record.a>")]
    [InlineData("{\"a\\\"}\" + b}", "<\"a\\\"}\" + b>")]
    [InlineData("nothing", "nothing")]
    public void Expressions_stand_for_their_values(string text, string rendered) => Assert.Equal(rendered, TextTemplate.Parse(text)!.Render(e => $"<{e}>"));

    [Theory]
    [InlineData("{record.name")]
    [InlineData("record.name}")]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("{a{b}}")]
    [InlineData("{'open}")]
    public void Braces_that_do_not_match_are_no_template(string text) => Assert.Null(TextTemplate.Parse(text));

    [Fact]
    public void A_blank_leaves_nothing_and_each_expression_is_named_once()
    {
        TextTemplate template = TextTemplate.Parse("{a}-{b}-{a}")!;
        Assert.Equal(["a", "b"], template.Expressions);
        Assert.Equal("x--x", template.Render(e => e == "a" ? "x" : null));
    }
}
