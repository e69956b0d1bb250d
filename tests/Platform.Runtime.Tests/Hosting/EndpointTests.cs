using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

public sealed class EndpointTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_is_told_to_anybody(string path, string body)
    {
        using HttpClient client = host.CreateClient();
        Assert.Equal(body, await client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("GET", "/auth/nothing", 404, "NOT_FOUND")]
    [InlineData("POST", "/anything/else", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/assets/gone-0123abcd.js", 404, "NOT_FOUND")]
    [InlineData("DELETE", "/auth/login", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/schemas/nothing.json", 404, "NOT_FOUND")]
    public async Task What_is_not_there_is_a_problem(string method, string path, int status, string code)
    {
        using HttpClient client = host.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal("urn:platform:problem:" + code, problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task Answers_of_the_api_are_compressed_for_clients_that_take_it(string? encoding)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __schema { types { name description fields { name } } } }" }) };
        if (encoding is not null) request.Headers.AcceptEncoding.ParseAdd(encoding);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        await using Stream body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        JsonElement answer = await JsonSerializer.DeserializeAsync<JsonElement>(plain);
        Assert.True(answer.GetProperty("data").GetProperty("__schema").GetProperty("types").GetArrayLength() > 50);
    }

    [Fact]
    public async Task Schemas_of_documents_are_told_to_anybody_with_their_descriptions()
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage response = await client.GetAsync("/schemas/object.json");
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement schema = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Plural label.", schema.GetProperty("properties").GetProperty("pluralLabel").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using HttpClient client = host.CreateClient();
        foreach (string path in (string[])["/", "/auth/me", "/health/live"])
        {
            using HttpResponseMessage response = await client.GetAsync(path);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/metadata")]
    public async Task Answers_to_programs_may_load_nothing_and_leave_out_what_concerns_pages(string path)
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage answer = await client.PostAsJsonAsync(path, new { query = "{ __typename }" });
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.False(answer.Headers.Contains("Permissions-Policy"));

        using HttpRequestMessage page = new(HttpMethod.Get, path);
        page.Headers.Add("Accept", "text/html");
        using HttpResponseMessage shown = await client.SendAsync(page);
        Assert.True(shown.Headers.Contains("Permissions-Policy"));
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_for_this_machine_and_not_for_whom_a_proxy_speaks()
    {
        using HttpClient client = host.CreateClient();
        await client.GetStringAsync("/health/live");
        string text = await client.GetStringAsync("/metrics");
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Matches("http_server_request_duration_seconds_count\\{[^}]*http_route=\"/health/live\"[^}]*\\} [1-9]", text);
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'),
            line => Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_]*(\\{.*\\})? (NaN|[+-]?Inf|[-+0-9.eE]+)$", line));

        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        using HttpResponseMessage forwarded = await client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Forbidden, forwarded.StatusCode);
    }
}
