using System.Globalization;
using System.Numerics;
using Platform.Expressions.Values;
using Xunit;

namespace Platform.Expressions.Tests.Values;

public sealed class ExactDecimalTests
{
    private static readonly BigInteger One = BigInteger.Pow(10, 20), Limit = BigInteger.Pow(10, 38);

    [Fact]
    public void Arithmetic_equals_that_of_unbounded_integers()
    {
        Random random = new(7);
        for (int i = 0; i < 5_000; i++)
        {
            ExactDecimal a = Next(random), b = Next(random);
            BigInteger x = Units(a), y = Units(b);

            Check(ExactDecimal.TryAdd(a, b, out ExactDecimal sum), sum, x + y);
            Check(ExactDecimal.TrySubtract(a, b, out ExactDecimal difference), difference, x - y);
            Check(ExactDecimal.TryMultiply(a, b, out ExactDecimal product), product, Rounded(x * y, One));
            if (y != 0) Check(ExactDecimal.TryDivide(a, b, out ExactDecimal quotient), quotient, Rounded(x * One, y));
            else Assert.False(ExactDecimal.TryDivide(a, b, out _));
            Assert.Equal(x.CompareTo(y), Math.Sign(a.CompareTo(b)));
            int digits = random.Next(-19, 22);
            BigInteger step = BigInteger.Pow(10, Math.Max(0, 20 - digits));
            Check(a.TryRound(digits, out ExactDecimal rounded), rounded, digits >= 20 ? x : Rounded(x, step) * step);
        }

        static void Check(bool inRange, ExactDecimal value, BigInteger expected)
        {
            Assert.Equal(BigInteger.Abs(expected) < Limit, inRange);
            if (inRange) Assert.Equal(expected, Units(value));
        }
    }

    [Fact]
    public void Text_is_read_back_and_equal_values_have_one_text()
    {
        Random random = new(8);
        for (int i = 0; i < 10_000; i++)
        {
            ExactDecimal value = Next(random);

            Assert.True(ExactDecimal.TryParse(value.ToString(), out ExactDecimal again));
            Assert.Equal(value, again);
            Assert.Equal(value.GetHashCode(), again.GetHashCode());
            Assert.Equal(value.ToString(), again.ToString());
        }
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("-0.0", "0")]
    [InlineData("+7", "7")]
    [InlineData("0.000000000000000000005", "0.00000000000000000001")]
    [InlineData("999999999999999999.99999999999999999999", "999999999999999999.99999999999999999999")]
    public void Texts_are_read(string text, string written)
    {
        Assert.True(ExactDecimal.TryParse(text, out ExactDecimal value));
        Assert.Equal(written, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e5")]
    [InlineData("1 ")]
    [InlineData("1000000000000000000")]
    [InlineData("999999999999999999.999999999999999999995")]
    [InlineData("1111111111111111111111111111111")]
    public void What_is_no_decimal_in_range_is_refused(string text) => Assert.False(ExactDecimal.TryParse(text, out _));

    [Fact]
    public void Decimals_of_the_runtime_pass_both_ways()
    {
        foreach (decimal value in new[] { 0m, 1m, -12.50m, 123456789012345678.1234567890m, 0.00000000000000000001m })
        {
            Assert.True(ExactDecimal.TryFrom(value, out ExactDecimal exact));
            Assert.Equal(value, exact.ToDecimal());
        }

        Assert.False(ExactDecimal.TryFrom(decimal.MaxValue, out _));
    }

    private static BigInteger Rounded(BigInteger value, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger rest);
        return BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor) ? quotient + (value.Sign * divisor.Sign) : quotient;
    }

    private static BigInteger Units(ExactDecimal value)
    {
        string text = value.ToString();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? text + new string('0', 20) : (text[..point] + text[(point + 1)..]).PadRight(text.Length - 1 + 20 - (text.Length - point - 1), '0');
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static ExactDecimal Next(Random random)
    {
        int whole = random.Next(0, 19), fraction = random.Next(0, 21);
        string text = (random.Next(2) == 0 ? "-" : "") + Digits(whole, "0") + (fraction == 0 ? "" : "." + Digits(fraction, "0"));
        return ExactDecimal.TryParse(text, out ExactDecimal value) ? value : default;

        string Digits(int count, string none) =>
            count == 0 ? none : string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10))));
    }
}
