using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using Platform.Runtime.Secrets;
using Xunit;

namespace Platform.Runtime.Tests.Secrets;

/// <summary>Secrets are found again in whatever form a receiver echoes them.</summary>
public sealed class SecretFormTests
{
    private const string Secret = "p/w \"é+ä<&> 密?~";

    public static TheoryData<string> Echoes =>
    [
        Secret,
        JavaScriptEncoder.Default.Encode(Secret),
        JavaScriptEncoder.Default.Encode(Secret).ToLowerInvariant(),
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Secret),
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Secret).Replace("/", "\\/", StringComparison.Ordinal),
        Uri.EscapeDataString(Secret),
        WebUtility.UrlEncode(Secret),
        WebUtility.UrlEncode(Secret).ToLowerInvariant(),
        WebUtility.HtmlEncode(Secret),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).Replace("/", "\\/", StringComparison.Ordinal),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public void A_form_is_hidden(string echo) => Assert.Equal("got [mark].", SecretForms.Hide($"got {echo}.", Secret, "[mark]"));

    [Theory]
    [InlineData("u:", ":")]
    [InlineData("us:", "")]
    [InlineData("user:", "\n")]
    public void A_secret_within_something_longer_in_Base64_is_hidden(string before, string after)
    {
        string hidden = SecretForms.Hide(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + after)), Secret, "|");
        Assert.Contains('|', hidden);
        // What is left of it beside the mark are the characters that it shares with its neighbours.
        Assert.InRange(hidden.Length, 1, Convert.ToBase64String(Encoding.UTF8.GetBytes(before + after)).Length + 5);
    }

    [Fact]
    public void Of_a_short_secret_no_form_is_made_that_stands_in_texts_by_chance() => Assert.All(SecretForms.Of("ab"), f => Assert.Contains(f, (string[])["ab", "YWI=", "YWI%3D", "YWI"]));
}
