using System.Reflection;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class ValueMessageTests
{
    private static readonly MessageCatalogue Catalogue = new(ValueMessages.Entries);

    [Fact]
    public void Every_code_has_a_message_in_both_languages()
    {
        IEnumerable<string> codes = typeof(ValueCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!);
        Assert.Equal(codes.Order(), Catalogue.Codes.Order());
        Assert.All(ValueMessages.Entries, e => Assert.NotEqual(e.English, e.Chinese));
    }

    [Fact]
    public void Parameters_are_filled_in()
    {
        ValueProblem problem = ValueProblem.With(ValueCodes.TooLong, "max", 255);
        Assert.Equal("Use at most 255 characters.", Catalogue.Text(problem, "en-GB"));
        Assert.Equal("最多 255 个字符。", Catalogue.Text(problem, "zh-TW"));
        Assert.Equal("Use at most 255 characters.", Catalogue.Text(problem, "fr"));
    }

    [Fact]
    public void Braces_in_a_parameter_stay_text()
    {
        ValueProblem problem = ValueProblem.With(ValueCodes.UnknownChoice, "value", "{value}");
        Assert.Equal("“{value}” is not one of the choices.", Catalogue.Text(problem, "en"));
    }

    [Fact]
    public void Long_parameters_are_cut_between_characters()
    {
        string text = ProblemParameter.Of("value", string.Concat(Enumerable.Repeat("😀", 500))).Text;
        Assert.EndsWith("😀…", text, StringComparison.Ordinal);
    }
}
