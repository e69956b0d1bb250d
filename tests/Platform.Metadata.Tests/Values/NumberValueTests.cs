using System.Globalization;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class NumberValueTests
{
    private static readonly DecimalType Money = new(18, 2);

    [Theory]
    [InlineData("1", "1.00")]
    [InlineData("-12.5", "-12.50")]
    [InlineData("1.5e3", "1500.00")]
    [InlineData("100e-2", "1.00")]
    [InlineData("1.2300000000000000000000000000000000000", "1.23")]
    [InlineData("0000000000000000000000000000000000001", "1.00")]
    [InlineData("-0", "0.00")]
    [InlineData("-0.00e999999999", "0.00")]
    [InlineData("9999999999999999.99", "9999999999999999.99")]
    public void Decimal_text_is_read_exactly(string text, string expected) =>
        Assert.Equal(expected, ((decimal)Codec.Input(Money, text).Value!).ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1.234", ValueCodes.TooManyDecimals)]
    [InlineData("1e-400", ValueCodes.TooManyDecimals)]
    [InlineData("1e400", ValueCodes.TooManyDigits)]
    [InlineData("10000000000000000", ValueCodes.TooManyDigits)]
    [InlineData("1e99999999999999999999", ValueCodes.TooManyDigits)]
    [InlineData("NaN", ValueCodes.NotANumber)]
    [InlineData("Infinity", ValueCodes.NotANumber)]
    [InlineData("1.", ValueCodes.NotANumber)]
    [InlineData(".5", ValueCodes.NotANumber)]
    [InlineData("0x10", ValueCodes.NotANumber)]
    [InlineData("1,000", ValueCodes.NotANumber)]
    [InlineData("", ValueCodes.NotANumber)]
    [InlineData("١٢", ValueCodes.NotANumber)]
    public void What_a_decimal_cannot_keep_is_refused(string text, string code) => Assert.Equal(code, Codec.Input(Money, text).Code());

    [Fact]
    public void Twenty_eight_digits_survive()
    {
        const string digits = "1234567890123456789012.345678";
        object? value = Codec.Json(new DecimalType(28, 6), digits).Value;
        Assert.Equal(digits, ((decimal)value!).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Doubles_that_are_no_numbers_are_refused()
    {
        Assert.Equal(ValueCodes.NotANumber, Codec.Input(Money, double.NaN).Code());
        Assert.Equal(ValueCodes.NotANumber, Codec.Input(Money, double.PositiveInfinity).Code());
        Assert.Equal(0m, Codec.Input(Money, -0.0).Value);
        Assert.Equal(ValueCodes.WrongType, Codec.Input(Money, true).Code());
    }

    [Fact]
    public void Bounds_are_inclusive()
    {
        DecimalType rate = new(5, 2, Min: 0, Max: 100);
        Assert.Equal(100m, Codec.Input(rate, "100").Value);
        Assert.Equal(ValueCodes.TooLarge, Codec.Input(rate, "100.01").Code());
        Assert.Equal(ValueCodes.TooSmall, Codec.Input(rate, "-0.01").Code());
    }

    [Theory]
    [InlineData("5", 5, null)]
    [InlineData("5.0", 5, null)]
    [InlineData("-2147483648", int.MinValue, null)]
    [InlineData("2147483648", null, ValueCodes.TooLarge)]
    [InlineData("-2147483649", null, ValueCodes.TooSmall)]
    [InlineData("1.5", null, ValueCodes.NotAnInteger)]
    [InlineData("1e400", null, ValueCodes.TooLarge)]
    [InlineData("\"5\"", null, ValueCodes.WrongType)]
    public void Integers_have_thirty_two_bits(string json, int? expected, string? code)
    {
        ValueResult result = Codec.Json(new IntegerType(), json);
        Assert.Equal(expected, (int?)result.Value);
        Assert.Equal(code, result.Code());
    }

    [Theory]
    [InlineData("1,234.50", '.', "1234.50")]
    [InlineData("1.234,50", ',', "1234.50")]
    [InlineData("1.234,50", '.', "1234.50")]
    [InlineData("1,234,567", '.', "1234567.00")]
    [InlineData("1.234", ',', "1234.00")]
    [InlineData("1.5", ',', "1.50")]
    [InlineData("1 234,5", ',', "1234.50")]
    [InlineData("¥1,234.50", '.', "1234.50")]
    [InlineData("-$5", '.', "-5.00")]
    [InlineData("€-5", '.', "-5.00")]
    [InlineData("(1,234.50)", '.', "-1234.50")]
    [InlineData("１，２３４．５０", '.', "1234.50")]
    [InlineData("1234.50元", '.', "1234.50")]
    [InlineData("\u22125", '.', "-5.00")]
    [InlineData("1'234.5", '.', "1234.50")]
    public void Cells_hold_numbers_as_sheets_write_them(string cell, char separator, string expected)
    {
        object? value = Codec.Cell(Money, cell, ImportFormat.Default with { DecimalSeparator = separator }).Value;
        Assert.Equal(expected, ((decimal?)value)?.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1,23")]
    [InlineData("12,34,567")]
    [InlineData("1,2345.0")]
    [InlineData("1.2.3")]
    [InlineData("(-5)")]
    [InlineData("abc")]
    [InlineData("--5")]
    public void Unclear_cells_are_refused(string cell) => Assert.Equal(ValueCodes.NotANumber, Codec.Cell(Money, cell).Code());

    [Theory]
    [InlineData("20%", "0.2000")]
    [InlineData("20", "0.2000")]
    [InlineData("12.5 %", "0.1250")]
    [InlineData("２０％", "0.2000")]
    [InlineData("0.25", "0.0025")]
    public void Percent_cells_are_percentages(string cell, string expected) =>
        Assert.Equal(expected, ((decimal?)Codec.Cell(new PercentType(), cell).Value)?.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Percent_input_is_a_fraction()
    {
        Assert.Equal(0.2m, Codec.Input(new PercentType(), "0.2").Value);
        Assert.Equal("12.5%", ValueCodec.For(new PercentType()).ToText(0.1250m));
        Assert.Equal(ValueCodes.TooManyDecimals, Codec.Input(new PercentType(Scale: 0), "0.125").Code());
    }
}
