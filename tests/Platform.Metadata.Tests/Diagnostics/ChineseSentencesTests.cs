using System.Globalization;
using Platform.Metadata.Diagnostics;
using Xunit;

namespace Platform.Metadata.Tests.Diagnostics;

/// <summary>The Chinese forms of what is said about documents.</summary>
public sealed class ChineseSentencesTests
{
    [Fact]
    public void A_Chinese_form_has_Chinese_characters_and_no_value_that_the_English_one_lacks()
    {
        Assert.NotEmpty(ChineseSentences.All);
        foreach ((string english, string chinese) in ChineseSentences.All)
        {
            Assert.Matches("[\u3000-\u9fff\uff00-\uffef]", chinese);
            Assert.DoesNotMatch("[\u4e00-\u9fff]", english);
            object[] values = [.. Enumerable.Range(0, 10).Select(i => $"<{i}>")];
            string said = string.Format(CultureInfo.InvariantCulture, english, values), translated = string.Format(CultureInfo.InvariantCulture, chinese, values);
            Assert.All(values.Cast<string>().Where(v => translated.Contains(v, StringComparison.Ordinal)), v => Assert.Contains(v, said, StringComparison.Ordinal));
        }
    }
}
