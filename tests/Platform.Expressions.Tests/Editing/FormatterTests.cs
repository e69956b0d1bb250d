using Platform.Expressions.Editing;
using Platform.Expressions.Language;
using Platform.Expressions.Tests.Language;
using Xunit;

namespace Platform.Expressions.Tests.Editing;

public sealed class FormatterTests
{
    [Fact]
    public void What_fits_in_a_line_is_one_line() =>
        Assert.Equal("record.amount * 2 > 3 && record.closed", ExpressionFormatter.Format("record . amount*2>3\n&&\n(record.closed)"));

    [Fact]
    public void Conditions_are_broken_at_their_operators() =>
        Assert.Equal(
            """
            record.account.name.startsWith("A")
            && record.account.owner.email != record.owner.email
            && (record.amount > 1000.0 || record.discount > 0.2)
            """,
            ExpressionFormatter.Format(
                "record.account.name.startsWith('A') && record.account.owner.email != record.owner.email && (record.amount > 1000.0 || record.discount > 0.2)"));

    [Fact]
    public void Choices_are_one_line_for_each_case() =>
        Assert.Equal(
            """
            record.account.rating > 90 ? "excellent"
            : record.account.rating > 70 ? "good"
            : record.account.rating > 50 ? "fair"
            : "poor"
            """,
            ExpressionFormatter.Format(
                "record.account.rating > 90 ? 'excellent' : record.account.rating > 70 ? 'good' : record.account.rating > 50 ? 'fair' : 'poor'"));

    [Fact]
    public void Arguments_of_long_calls_are_below_each_other() =>
        Assert.Equal(
            """
            record.lines.exists(l,
              l.quantity > 10.0
              && l.order.account.name == record.account.name
              && l.order.name != record.name
            )
            """,
            ExpressionFormatter.Format("record.lines.exists(l, l.quantity > 10.0 && l.order.account.name == record.account.name && l.order.name != record.name)"));

    [Fact]
    public void Comments_are_kept_above_what_follows_them() =>
        Assert.Equal(
            """
            // what counts
            record.amount > 1.0
            // and is not closed
            && !record.closed
            // the end
            """,
            ExpressionFormatter.Format("// what counts\nrecord.amount>1.0 && // and is not closed\n !record.closed // the end"));

    [Fact]
    public void What_cannot_be_parsed_is_not_formatted() => Assert.Null(ExpressionFormatter.Format("record. && "));

    [Fact]
    public void Formatting_keeps_the_meaning_and_repeats_itself()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            ExpressionNode tree = new RandomExpressions(seed).Next(2 + (seed % 4));
            string text = ExpressionPrinter.Print(tree);
            if (!ExpressionParser.Parse(text).IsParsed) continue;
            string formatted = ExpressionFormatter.Format(text)!;
            ParseResult parsed = ExpressionParser.Parse(formatted, ExpressionLimits.Default with { MaxLength = 100_000 });
            Assert.True(parsed.IsParsed, formatted);
            Assert.Equal(text, ExpressionPrinter.Print(parsed.Root));
            if (formatted.Length <= ExpressionLimits.Default.MaxLength) Assert.Equal(formatted, ExpressionFormatter.Format(formatted));
        }
    }

    [Fact]
    public void No_comment_is_lost_wherever_it_stands()
    {
        Random random = new(11);
        for (int seed = 0; seed < 2_000; seed++)
        {
            string text = ExpressionPrinter.Print(new RandomExpressions(seed).Next(3));
            if (!ExpressionParser.Parse(text).IsParsed) continue;
            int[] gaps = [.. Enumerable.Range(1, text.Length - 1).Where(i => text[i] == ' ' && ExpressionParser.Parse(text.Insert(i, " // note\n")).IsParsed)];
            if (gaps.Length == 0) continue;
            string commented = text.Insert(gaps[random.Next(gaps.Length)], " // note\n");
            // Inside of a text literal it is no comment.
            if (ExpressionPrinter.Print(ExpressionParser.Parse(commented).Root!) != text) continue;
            string formatted = ExpressionFormatter.Format(commented)!;
            Assert.Equal(2, formatted.Split("// note").Length);
            Assert.Equal(text, ExpressionPrinter.Print(ExpressionParser.Parse(formatted).Root!));
            Assert.Equal(formatted, ExpressionFormatter.Format(formatted));
        }
    }
}
