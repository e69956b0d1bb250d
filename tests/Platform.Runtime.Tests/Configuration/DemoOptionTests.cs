using Platform.Runtime.Configuration;
using Platform.Runtime.Demo;
using Xunit;

namespace Platform.Runtime.Tests.Configuration;

public sealed class DemoOptionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(DemoSize.S, "--demo")]
    [InlineData(DemoSize.S, "--demo", "S")]
    [InlineData(DemoSize.M, "--demo", "M")]
    [InlineData(DemoSize.L, "--demo=L")]
    [InlineData(DemoSize.S, "--demo", "--port", "6000")]
    public void The_demo_flag_takes_a_size_or_none(DemoSize? expected, params string[] arguments) =>
        Assert.Equal(expected, PlatformOptionsReader.Read(arguments, _ => null).Demo);

    [Fact]
    public void An_unknown_size_is_refused() =>
        Assert.Throws<PlatformOptionsException>(() => PlatformOptionsReader.Read(["--demo=XL"], _ => null));

    [Fact]
    public void The_day_of_the_demo_data_comes_from_the_environment()
    {
        Assert.Equal(new DateOnly(2025, 6, 30), Read("2025-06-30"));
        Assert.Throws<PlatformOptionsException>(() => Read("30.6.2025"));
    }

    private static DateOnly? Read(string anchor) =>
        PlatformOptionsReader.Read(["--demo"], name => name == "PLATFORM_DEMO_ANCHOR" ? anchor : null).DemoAnchor;
}
