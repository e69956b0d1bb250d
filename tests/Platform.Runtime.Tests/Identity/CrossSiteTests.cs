using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Identity;

public sealed class CrossSiteTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    // What a browser of today sends.
    [InlineData("same-origin", null, "application/json", true)]
    [InlineData("same-origin", null, "multipart/form-data; boundary=x", true)]
    [InlineData("none", null, "text/plain", true)]
    [InlineData("cross-site", null, "application/json", false)]
    [InlineData("same-site", null, "application/json", false)]
    // What an older one sends.
    [InlineData(null, "own", "application/json", true)]
    [InlineData(null, "https://evil.example", "application/json", false)]
    [InlineData(null, "null", "text/plain", false)]
    [InlineData(null, "not a url", "application/json", false)]
    // No browser, or one that hides where it comes from: JSON can't be sent by a form.
    [InlineData(null, null, "application/json", true)]
    [InlineData(null, null, "text/plain", false)]
    [InlineData(null, null, "application/x-www-form-urlencoded", false)]
    [InlineData(null, null, null, false)]
    // The browser's own word outweighs a matching origin.
    [InlineData("cross-site", "own", "application/json", false)]
    public async Task A_request_with_the_cookie_is_served_only_if_it_came_from_this_site(string? site, string? origin, string? type, bool served)
    {
        using HttpClient client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/logout");
        request.Headers.Add("Cookie", "platform_session=pst_0000000000000000000000000000000000000000000");
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin == "own" ? host.Address.GetLeftPart(UriPartial.Authority) : origin);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(served ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, response.StatusCode);
        if (!served) Assert.Equal("CROSS_SITE_REFUSED", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Another_site_cannot_sign_a_visitor_in()
    {
        using HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_token_in_the_header_needs_no_proof_of_origin()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        client.DefaultRequestHeaders.Add("Origin", "https://integration.example");
        using HttpResponseMessage response = await client.PostAsync("/auth/logout", new StringContent("x"));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
