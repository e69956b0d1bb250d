using Platform.Metadata.Fields;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class AutoNumberFormatTests
{
    private static readonly DateOnly Day = new(2024, 3, 9);

    [Theory]
    [InlineData("INV-{YYYY}-{0000}", 7, "INV-2024-0007", "2024")]
    [InlineData("{YY}{MM}{DD}{000}", 12345, "24030912345", "24-03-09")]
    [InlineData("{0}", 3, "3", "")]
    public void A_format_gives_a_number_and_the_period_of_its_counter(string format, long counter, string number, string period)
    {
        Assert.Null(AutoNumberFormat.Problem(format));
        Assert.Equal(number, AutoNumberFormat.Render(format, counter, Day));
        Assert.Equal(period, AutoNumberFormat.Period(format, Day));
    }

    [Theory]
    [InlineData("INV")]
    [InlineData("{0}{0}")]
    [InlineData("{yyyy}{0}")]
    [InlineData("{0000")]
    [InlineData("0}{0}")]
    [InlineData("{}{0}")]
    public void A_format_needs_one_counter_and_known_placeholders(string format) => Assert.NotNull(AutoNumberFormat.Problem(format));
}
