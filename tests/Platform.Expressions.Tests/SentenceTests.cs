using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Xunit;

namespace Platform.Expressions.Tests;

/// <summary>What is said of expressions is said in both languages.</summary>
public sealed class SentenceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("1 2")]
    [InlineData("(1")]
    [InlineData("{}")]
    [InlineData("0x")]
    [InlineData("1u")]
    [InlineData("1a")]
    [InlineData("b'a'")]
    [InlineData("§")]
    [InlineData("a = b")]
    [InlineData("'open")]
    [InlineData("'\\q'")]
    [InlineData("package")]
    [InlineData("9223372036854775808")]
    [InlineData("record.")]
    [InlineData("record.nmae")]
    [InlineData("name")]
    [InlineData("nothing")]
    [InlineData("record.lines.name")]
    [InlineData("record.name.first")]
    [InlineData("record.name + 1")]
    [InlineData("record.name.startsWith(1)")]
    [InlineData("startWith('a')")]
    [InlineData("startsWith('a')")]
    [InlineData("record.lines == null")]
    [InlineData("isChanged(record.lines)")]
    [InlineData("isChanged(1)")]
    [InlineData("record.account")]
    [InlineData("record.amount ? 1 : 2")]
    [InlineData("true ? 1 : 'a'")]
    [InlineData("[1, 'a']")]
    [InlineData("[[1]]")]
    [InlineData("record.name.exists(x, true)")]
    [InlineData("record.lines.exists(1, true)")]
    [InlineData("has(1)")]
    [InlineData("date('2024-02-30')")]
    [InlineData("timestamp('x')")]
    [InlineData("record.name.matches('(')")]
    [InlineData("record.name.matches(record.name)")]
    [InlineData("record.sentAt.getHours('Nowhere')")]
    [InlineData("businessMinutes(record.sentAt, now)")]
    [InlineData("businessMinutes(record.sentAt, now, 'china')")]
    public void Whatever_is_refused_is_told_in_Chinese(string text)
    {
        CheckResult result = TypeChecker.Check(text, SampleObjects.Scope);
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, e => Assert.Matches("[\u4e00-\u9fff]", e.In("zh-CN")));
        Assert.All(result.Errors, e => Assert.DoesNotMatch("[\u4e00-\u9fff]", e.Message));
    }

    [Fact]
    public void A_sentence_in_another_language_keeps_its_values_and_braces()
    {
        Sentence inner = $"a value of type {"int"}";
        Sentence sentence = $"{{x}} is {inner} in {"yes"}.";
        Assert.Equal("{{x}} is {0} in {1}.", sentence.Form);
        Assert.Equal("{x} is a value of type int in yes.", sentence.English);
        Assert.Equal("{x}：是 类型为 int 的值", sentence.In("zh-CN", form => form == sentence.Form ? "{{x}}：{1} {0}" : form == "yes" ? "是" : ChineseSentences.Of(form)));
        Assert.Equal(sentence.English, sentence.In("de", static _ => "nichts"));
        Assert.Equal("中", new Sentence("middle", "中").In("zh-Hans", static _ => null));
        Assert.Equal<Sentence>("{x} is a value of type int in yes.", sentence);
    }
}
