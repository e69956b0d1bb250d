using Platform.Expressions.Catalogue;
using Platform.Expressions.Editing;
using Xunit;

namespace Platform.Expressions.Tests.Editing;

public sealed class HoverTests
{
    private static Hover? At(string text)
    {
        int bar = text.IndexOf('|', StringComparison.Ordinal);
        return ExpressionHover.At(text.Remove(bar, 1), bar, SampleObjects.Scope);
    }

    [Theory]
    [InlineData("rec|ord.amount", "Order")]
    [InlineData("record.am|ount > 0", "decimal")]
    [InlineData("record.account.owner.em|ail == ", "string")]
    [InlineData("record.li|nes.exists(l, l.quantity > 0.0)", "list(Line)")]
    [InlineData("record.lines.exists(l, |l.quantity > 0.0)", "Line")]
    [InlineData("record.lines.exists(l, l.quan|tity > 0.0)", "decimal")]
    [InlineData("tod|ay", "date")]
    [InlineData("record.si|te.city", "address")]
    [InlineData("record.site.ci|ty", "string")]
    public void A_name_has_a_type(string text, string type) => Assert.Equal(type, At(text)?.Type?.ToString());

    [Theory]
    [InlineData("coal|esce(1, 2)", "coalesce")]
    [InlineData("record.name.starts|With(\"a\")", "startsWith")]
    [InlineData("math.rou|nd(1.5)", "math.round")]
    public void A_function_has_signatures_and_help(string text, string name)
    {
        Hover hover = At(text)!;
        Assert.All(hover.Overloads, o => Assert.Equal(name, o.Name));
        Assert.NotEmpty(hover.Overloads[0].Help);
    }

    [Theory]
    [InlineData("record.mis|sing")]
    [InlineData("mis|sing")]
    [InlineData("\"rec|ord\"")]
    [InlineData("1 +| 2")]
    [InlineData("// rec|ord")]
    [InlineData("|")]
    public void What_means_nothing_has_no_explanation(string text) => Assert.Null(At(text));

    [Fact]
    public void Every_sentence_of_help_has_one_in_Chinese()
    {
        Assert.All(Overloads.All.Where(o => o.Help.Length > 0), o => Assert.NotEqual(o.Help, o.HelpIn("zh-CN")));
        Assert.All(Overloads.All, o => Assert.Equal(o.Help, o.HelpIn("en")));
    }
}
