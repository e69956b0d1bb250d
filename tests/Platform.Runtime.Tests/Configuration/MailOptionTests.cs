using Platform.Runtime.Configuration;
using Xunit;

namespace Platform.Runtime.Tests.Configuration;

public sealed class MailOptionTests
{
    [Fact]
    public void Without_a_server_there_is_no_mail() => Assert.Null(Read().Mail);

    [Fact]
    public void A_server_and_a_sender_are_enough()
    {
        Assert.Equal(new MailOptions("mx", 587, MailTls.Start, "CRM <crm@example.com>"), Read(("PLATFORM_MAIL_HOST", "mx"), ("PLATFORM_MAIL_FROM", "CRM <crm@example.com>")).Mail);
        MailOptions all = Read(
            ("PLATFORM_MAIL_HOST", "mx"), ("PLATFORM_MAIL_FROM", "crm@example.com"), ("PLATFORM_MAIL_TLS", "implicit"), ("PLATFORM_MAIL_USER", "crm"), ("PLATFORM_MAIL_PASSWORD", "secret")).Mail!;
        Assert.Equal((465, MailTls.Implicit, "crm", "secret"), (all.Port, all.Tls, all.User, all.Password));
    }

    [Theory]
    [InlineData("PLATFORM_MAIL_FROM", null)]
    [InlineData("PLATFORM_MAIL_FROM", "nobody")]
    [InlineData("PLATFORM_MAIL_PORT", "0")]
    [InlineData("PLATFORM_MAIL_PORT", "smtp")]
    [InlineData("PLATFORM_MAIL_TLS", "maybe")]
    [InlineData("PLATFORM_MAIL_USER", "crm")]
    [InlineData("PLATFORM_PUBLIC_URL", "crm.example.com")]
    [InlineData("PLATFORM_PUBLIC_URL", "https://crm.example.com/?a=b")]
    public void What_cannot_be_is_refused_by_its_name(string name, string? value)
    {
        Dictionary<string, string?> given = new() { ["PLATFORM_MAIL_HOST"] = "mx", ["PLATFORM_MAIL_FROM"] = "crm@example.com", [name] = value };
        PlatformOptionsException refused = Assert.Throws<PlatformOptionsException>(() => PlatformOptionsReader.Read([], given.GetValueOrDefault));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    private static PlatformOptions Read(params (string Name, string Value)[] given)
    {
        Dictionary<string, string?> values = given.ToDictionary(g => g.Name, g => (string?)g.Value);
        return PlatformOptionsReader.Read([], values.GetValueOrDefault);
    }
}
