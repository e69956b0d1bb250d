using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;
using Xunit;

namespace Platform.Expressions.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "1 + 2 * 3")]
    [InlineData("(1+2)*3", "(1 + 2) * 3")]
    [InlineData("1-(2-3)", "1 - (2 - 3)")]
    [InlineData("1-2-3", "1 - 2 - 3")]
    [InlineData("a||b&&c", "a || b && c")]
    [InlineData("(a||b)&&c", "(a || b) && c")]
    [InlineData("a?b:c?d:e", "a ? b : c ? d : e")]
    [InlineData("(a?b:c)?d:e", "(a ? b : c) ? d : e")]
    [InlineData("- 5", "-5")]
    [InlineData("-(5)", "-(5)")]
    [InlineData("!!a", "!!a")]
    [InlineData("-x.y", "-x.y")]
    [InlineData("has( record.name )", "has(record.name)")]
    [InlineData("record.lines.exists(l, l.discount>0.2)", "record.lines.exists(l, l.discount > 0.2)")]
    [InlineData("record.lines.map(l,l.amount>0,l.amount)", "record.lines.map(l, l.amount > 0, l.amount)")]
    [InlineData("'a' + r'\\d' + \"\"\"x\"y\"\"\"", "\"a\" + \"\\\\d\" + \"x\\\"y\"")]
    [InlineData("'\\u5149\\U0001F600\\x41\\101'", "\"光😀AA\"")]
    [InlineData("0xFF + 1e3 + .5", "255 + 1000.0 + 0.5")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("[1, 2,][0] in [ ] // why", "[1, 2][0] in []")]
    [InlineData("\"a\".startsWith('b')", "\"a\".startsWith(\"b\")")]
    public void Text_is_parsed_and_printed_in_one_form(string text, string printed)
    {
        ParseResult result = ExpressionParser.Parse(text);

        Assert.True(result.IsParsed, result.Error?.ToString());
        Assert.Equal(printed, ExpressionPrinter.Print(result.Root));
    }

    [Theory]
    [InlineData("", ExpressionCodes.Syntax, 0)]
    [InlineData("1 +", ExpressionCodes.Syntax, 3)]
    [InlineData("1 2", ExpressionCodes.Syntax, 2)]
    [InlineData("a = b", ExpressionCodes.Syntax, 2)]
    [InlineData("a & b", ExpressionCodes.Syntax, 2)]
    [InlineData("f(1, ", ExpressionCodes.Syntax, 5)]
    [InlineData("a.1", ExpressionCodes.Syntax, 1)]
    [InlineData("a ? b", ExpressionCodes.Syntax, 5)]
    [InlineData("x.exists(1, true)", ExpressionCodes.Syntax, 9)]
    [InlineData("has(x)", ExpressionCodes.Syntax, 0)]
    [InlineData("'abc", ExpressionCodes.BadText, 0)]
    [InlineData("'a\nb'", ExpressionCodes.BadText, 0)]
    [InlineData("'\\q'", ExpressionCodes.BadText, 1)]
    [InlineData("'\\ud800'", ExpressionCodes.BadText, 1)]
    [InlineData("'\\000'", ExpressionCodes.BadText, 1)]
    [InlineData("9223372036854775808", ExpressionCodes.BadNumber, 0)]
    [InlineData("1e400", ExpressionCodes.BadNumber, 0)]
    [InlineData("12abc", ExpressionCodes.BadNumber, 0)]
    [InlineData("0x", ExpressionCodes.BadNumber, 0)]
    [InlineData("for", ExpressionCodes.ReservedWord, 0)]
    [InlineData("1u", ExpressionCodes.Unsupported, 0)]
    [InlineData("b'x'", ExpressionCodes.Unsupported, 0)]
    [InlineData("{'a': 1}", ExpressionCodes.Unsupported, 0)]
    public void Errors_have_a_code_and_a_place(string text, string code, int start)
    {
        ParseResult result = ExpressionParser.Parse(text);

        Assert.False(result.IsParsed);
        Assert.Equal((code, start), (result.Error.Code, result.Error.Range.Start));
    }

    [Fact]
    public void A_single_equals_sign_suggests_two()
    {
        ExpressionDiagnostic error = ExpressionParser.Parse("record.stage = 'won'").Error!;

        Assert.Equal(["=="], error.Suggestions);
        Assert.Equal((1, 14), error.Position("record.stage = 'won'"));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("f(", ")")]
    [InlineData("!", "")]
    [InlineData("-", "")]
    [InlineData("a ? b : ", "")]
    public void Nesting_beyond_the_limit_is_refused(string open, string close)
    {
        ParseResult at = ExpressionParser.Parse(Nested(open, close, 40));
        ParseResult beyond = ExpressionParser.Parse(Nested(open, close, 100));

        Assert.True(at.IsParsed, at.Error?.ToString());
        Assert.Equal(ExpressionCodes.TooDeep, beyond.Error?.Code);
    }

    [Theory]
    [InlineData("+ a")]
    [InlineData(".b")]
    [InlineData("[0]")]
    [InlineData("|| a")]
    public void Chains_are_limited_in_length(string link)
    {
        ExpressionLimits limits = new() { MaxLength = 1_000_000 };
        string longChain = "a" + string.Concat(Enumerable.Repeat(" " + link, 300));
        string endless = "a" + string.Concat(Enumerable.Repeat(" " + link, 20_000));

        Assert.True(ExpressionParser.Parse(longChain, limits).IsParsed);
        Assert.Equal(ExpressionCodes.TooDeep, ExpressionParser.Parse(endless, limits).Error?.Code);
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused_unread() =>
        Assert.Equal(ExpressionCodes.TooLong, ExpressionParser.Parse(new string('a', 4_001)).Error?.Code);

    [Fact]
    public void Parsing_what_was_printed_gives_an_equal_tree()
    {
        ExpressionLimits limits = new() { MaxLength = 1_000_000, MaxDepth = 200 };
        for (int seed = 0; seed < 3_000; seed++)
        {
            ExpressionNode tree = new RandomExpressions(seed).Next(depth: 5);
            string text = ExpressionPrinter.Print(tree);

            ParseResult again = ExpressionParser.Parse(text, limits);

            Assert.True(again.IsParsed, $"seed {seed}: {again.Error} in {text}");
            Assert.True(tree.Equals(again.Root), $"seed {seed}: {text}");
        }
    }

    [Fact]
    public void Random_bytes_never_crash_the_parser()
    {
        const string Alphabet = "ax1.0'\"\\()[]{}?:,!-+*/%<>=&|ru \n光\ud800";
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            ParseResult result = ExpressionParser.Parse(text);

            Assert.True(result.IsParsed ^ result.Error is not null);
            if (result.Error is { } error) Assert.InRange(error.Range.Start, 0, text.Length);
        }
    }

    private static string Nested(string open, string close, int times) =>
        string.Concat(Enumerable.Repeat(open, times)) + "a" + string.Concat(Enumerable.Repeat(close, times));
}
