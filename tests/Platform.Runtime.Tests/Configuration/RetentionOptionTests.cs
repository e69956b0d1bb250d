using Platform.Runtime.Configuration;
using Xunit;

namespace Platform.Runtime.Tests.Configuration;

/// <summary>How long things are kept, as the operator says it.</summary>
public sealed class RetentionOptionTests
{
    [Fact]
    public void What_is_not_named_keeps_its_default()
    {
        Assert.Equal(new RetentionOptions(), RetentionOptions.Read(null));
        Assert.Equal(new RetentionOptions(7, 14, 90), RetentionOptions.Read("setAside=90, notifications=7"));
    }

    [Theory]
    [InlineData("notifications")]
    [InlineData("notifications=0")]
    [InlineData("attempts=-1")]
    [InlineData("setAside=ten")]
    [InlineData("mails=3")]
    [InlineData("attempts=99999999999")]
    public void What_is_no_number_of_days_is_refused(string text) => Assert.Contains(text, Assert.Throws<PlatformOptionsException>(() => RetentionOptions.Read(text)).Message, StringComparison.Ordinal);
}
