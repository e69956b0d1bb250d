using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Inbound;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Inbound;

/// <summary>Calls of other systems to a whole host.</summary>
public sealed class InboundHostTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Guest =
        """
        {"kind":"object","name":"Guest","label":"Guest","pluralLabel":"Guests","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},{"name":"email","label":"Email","type":"email","unique":true},
          {"name":"visits","label":"Visits","type":"integer","max":9},{"name":"seen","label":"Seen","type":"dateTime"},{"name":"born","label":"Born","type":"date"},{"name":"paid","label":"Paid","type":"decimal"}]}
        """;

    private const string Secret = "sh secret";
    private HttpClient _designer = null!, _sender = null!;

    public async ValueTask InitializeAsync()
    {
        _designer = await host.CreateSignedInClientAsync();
        _sender = host.CreateClient();
        await DesignAsync("mutation { setSecret(name: \"shared\", value: \"sh secret\", keepPreviousHours: 0) { generated } }");
    }

    public ValueTask DisposeAsync()
    {
        _designer.Dispose();
        _sender.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_signed_call_makes_a_record_of_its_inputs_and_its_repeat_has_the_same_answer_and_no_effect()
    {
        await EndpointAsync("hmac");
        const string Body = """{"who":{"first":"Ann","last":"Li"},"email":"Ann@Example.com","n":3,"at":"2026-03-02T08:30:00+08:00","born":"1990-05-04","paid":"12.50","more":[1]}""";
        (HttpStatusCode status, string answer, bool repeated) = await SendAsync(Body, ("Idempotency-Key", "k1"));
        Assert.Equal((HttpStatusCode.OK, false), (status, repeated));
        Assert.Equal("Ann Li|ann@example.com|3|2026-03-02 00:30:00+00|1990-05-04|12.50", await ScalarAsync(
            "SELECT concat_ws('|', title, email, visits, seen AT TIME ZONE 'UTC' || '+00', born, trim_scale(paid) || '0') FROM t_default.guest"));
        (HttpStatusCode, string, bool) again = await SendAsync(Body.Replace("Ann", "Eve", StringComparison.Ordinal), ("Idempotency-Key", "k1"));
        Assert.Equal((HttpStatusCode.OK, answer, true), again);
        Assert.Equal(1L, await CountAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(Body, ("Idempotency-Key", "k2"))).Status);
        Assert.Contains("DUPLICATE", await LogAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_many_calls_with_one_key_at_once_one_has_an_effect_and_all_get_its_answer()
    {
        await EndpointAsync("hmac");
        (HttpStatusCode Status, string Answer, bool)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => SendAsync($$"""{"who":{"last":"L{{i}}"},"email":"e{{i}}@example.com"}""", ("Idempotency-Key", "one"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Answer).Distinct());
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task A_call_that_is_cut_off_half_way_has_no_effect_and_is_taken_when_it_is_made_again()
    {
        await EndpointAsync("hmac");
        const string Body = """{"who":{"last":"Li"},"email":"x@example.com"}""";
        await using (NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
            await using (NpgsqlCommand hold = new("LOCK TABLE t_default.guest IN EXCLUSIVE MODE", holder)) await hold.ExecuteNonQueryAsync();
            Task<(HttpStatusCode Status, string, bool)> call = SendAsync(Body, ("Idempotency-Key", "cut"));
            await Eventually.HoldsAsync(
                async () => (long)(await ScalarAsync(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%guest%'"))! > 0,
                "the write waits and is cut off");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await call).Status);
        }

        Assert.Equal(0L, await CountAsync());
        (HttpStatusCode status, _, bool repeated) = await SendAsync(Body, ("Idempotency-Key", "cut"));
        Assert.Equal((HttpStatusCode.OK, false), (status, repeated));
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task An_upsert_finds_its_record_and_leaves_what_a_call_does_not_say()
    {
        await EndpointAsync("hmac", "\"matchBy\":\"email\",");
        await SendAsync("""{"who":{"last":"Li"},"email":"u@example.com","n":3}""");
        await SendAsync("""{"who":{"last":"Wang"},"email":"U@example.com"}""");
        Assert.Equal("Wang|3", await ScalarAsync("SELECT concat_ws('|', trim(title), visits) FROM t_default.guest"));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("github")]
    [InlineData("stripe")]
    [InlineData("slack")]
    [InlineData("shopify")]
    [InlineData("hmac")]
    [InlineData("bearer")]
    public async Task Every_scheme_takes_the_senders_calls_and_no_others(string scheme)
    {
        await EndpointAsync(scheme);
        const string Body = """{"who":{"last":"Li"},"email":"s@example.com","id":"evt"}""";
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Body));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Body, Signed(scheme, Body, "another secret", now)));
        Assert.Equal(HttpStatusCode.Unauthorized, scheme == "bearer" ? HttpStatusCode.Unauthorized : await StatusAsync(Body + " ", Signed(scheme, Body, Secret, now)));
        if (scheme is "standard" or "stripe" or "slack")
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Body, Signed(scheme, Body, Secret, now - 400)));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Body, Signed(scheme, Body, Secret, now + 400)));
        }

        Assert.Equal(0L, await CountAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Body, Signed(scheme, Body, Secret, now)));
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task Strangers_are_told_the_same_whatever_is_there()
    {
        await EndpointAsync("hmac");
        string[] told = [];
        foreach (string path in new[] { "default/guests", "default/nothing", "nobody/guests", "default/%E2%98%83" })
        {
            using HttpResponseMessage response = await _sender.PostAsync("/hooks/in/" + path, new StringContent("{}"));
            JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            told = [.. told, $"{(int)response.StatusCode} {problem.GetProperty("code").GetString()} {problem.TryGetProperty("detail", out _)}"];
        }

        Assert.Equal("401 INBOUND_REFUSED False", Assert.Single(told.Distinct()));
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest, "not JSON")]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, "\\\"last\\\" at /who/last is missing.")]
    [InlineData("""{"who":{"last":"x"},"n":"many"}""", HttpStatusCode.UnprocessableEntity, "is not of type integer")]
    [InlineData("""{"who":{"last":"x"},"n":1e99}""", HttpStatusCode.UnprocessableEntity, "is not of type integer")]
    [InlineData("""{"who":{"last":"x"},"born":"2026-02-30"}""", HttpStatusCode.UnprocessableEntity, "is not of type date")]
    [InlineData("""{"who":{"last":"x"},"n":10}""", HttpStatusCode.UnprocessableEntity, "visits")]
    [InlineData("""{"who":{"last":"a\ud800"}}""", HttpStatusCode.UnprocessableEntity, "surrogate")]
    [InlineData("""{"who":{"last":"a\u0000b"}}""", HttpStatusCode.UnprocessableEntity, "title")]
    public async Task What_cannot_be_taken_is_refused_without_a_word_and_noted_with_all(string body, HttpStatusCode status, string noted)
    {
        await EndpointAsync("hmac");
        (HttpStatusCode Status, string Answer, bool) answer = await SendAsync(body);
        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("detail", answer.Answer, StringComparison.Ordinal);
        Assert.Contains(noted, await LogAsync(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync());
    }

    [Fact]
    public async Task Of_strangers_the_last_thousand_calls_are_kept_for_a_day_and_without_a_body()
    {
        await EndpointAsync("hmac", "\"id\":\"strange\",");
        await SendAsync("[]");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("of a stranger"));
        Assert.DoesNotContain("stranger", await LogAsync(), StringComparison.Ordinal);
        await ScalarAsync(
            """
            INSERT INTO platform.inbound_calls (tenant_id, endpoint, received_at, duration, status, is_accepted, code, request, response)
            SELECT tenant_id, endpoint, received_at, duration, status, is_accepted, code, request, response FROM platform.inbound_calls, generate_series(1, 1100) WHERE code = 'INBOUND_REFUSED'
            """);
        InboundCalls calls = new(host.Database.DataSource);
        await calls.ForgetAsync(DateTime.UtcNow, TestContext.Current.CancellationToken);
        Assert.Equal(1_000L, await ScalarAsync("SELECT count(*) FROM platform.inbound_calls WHERE code = 'INBOUND_REFUSED'"));
        await calls.ForgetAsync(DateTime.UtcNow.AddDays(2), TestContext.Current.CancellationToken);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM platform.inbound_calls"));
    }

    [Fact]
    public async Task Large_deep_and_too_many_calls_are_refused()
    {
        await EndpointAsync("hmac", "\"id\":\"rare\",\"perMinute\":3,");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(new string(' ', InboundReceiver.MostBytes + 1)));
        string deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(deep)).Status);
        for (int i = 0; i < 2; i++) await SendAsync("""{"who":{"last":"x"}}""");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("""{"who":{"last":"x"}}""")).Status);
    }

    private static (string, string)[] Signed(string scheme, string body, string secret, long at)
    {
        string Hex(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        string Base64(string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return scheme switch
        {
            "standard" => [("webhook-id", "m1"), ("webhook-timestamp", $"{at}"), ("webhook-signature", $"v1,AAAA v1,{Base64($"m1.{at}.{body}")}")],
            "github" => [("X-Hub-Signature-256", "sha256=" + Hex(body))],
            "stripe" => [("Stripe-Signature", $"t={at},v0=x,v1={Hex($"{at}.{body}")}")],
            "slack" => [("X-Slack-Request-Timestamp", $"{at}"), ("X-Slack-Signature", "v0=" + Hex($"v0:{at}:{body}"))],
            "shopify" => [("X-Shopify-Hmac-Sha256", Base64(body))],
            "hmac" => [("X-Signature", Base64(body))],
            _ => [("Authorization", "Bearer " + secret)],
        };
    }

    /// <summary>An endpoint of the scheme, with no records of its object and no calls of earlier tests.</summary>
    private async Task EndpointAsync(string scheme, string members = "")
    {
        string endpoint =
            $$"""
            {"kind":"inboundEndpoint","name":"guests","label":"Guests","path":"guests","scheme":"{{scheme}}","secret":"shared","object":"Guest",{{members}}
             "inputs":[{"name":"first","at":"/who/first"},{"name":"last","at":"/who/last","required":true},{"name":"email","at":"/email"},{"name":"n","at":"/n","type":"integer"},
               {"name":"at","at":"/at","type":"dateTime"},{"name":"born","at":"/born","type":"date"},{"name":"paid","at":"/paid","type":"number"}],
             "values":[{"field":"title","value":"coalesce(record.first, '') + ' ' + record.last"},{"field":"email","value":"record.email.lowerAscii()"},{"field":"visits","value":"record.n"},
               {"field":"seen","value":"record.at"},{"field":"born","value":"record.born"},{"field":"paid","value":"record.paid"}]}
            """;
        await DesignAsync("mutation { apply(edits: [{remove: {kind: \"inboundEndpoint\", name: \"guests\"}}]) { revision } }", mayFail: true);
        foreach (string document in new[] { Guest, endpoint }) await PutAsync(document);
        await ScalarAsync("DELETE FROM t_default.guest");
        await ScalarAsync("DELETE FROM platform.inbound_calls");
    }

    private Task<string> PutAsync(string document) => DesignAsync(
        "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }", variables: new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } } });

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task<long> CountAsync() => (long)(await ScalarAsync("SELECT count(*) FROM t_default.guest"))!;

    private Task<string> LogAsync() => DesignAsync("{ inboundCalls(endpoint: \"guests\", failedOnly: true) { status code error request accepted } }");

    private Task<(HttpStatusCode Status, string Answer, bool Repeated)> SendAsync(string body, params (string, string)[] headers) =>
        PostAsync(body, [.. Signed("hmac", body, Secret, 0), .. headers]);

    private async Task<HttpStatusCode> StatusAsync(string body, params (string, string)[] headers) => (await PostAsync(body, headers)).Status;

    private async Task<(HttpStatusCode Status, string Answer, bool Repeated)> PostAsync(string body, (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/hooks/in/default/guests") { Content = new StringContent(body) };
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await _sender.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Contains("Idempotent-Replayed"));
    }

    private async Task<string> DesignAsync(string query, bool mayFail = false, object? variables = null)
    {
        using HttpResponseMessage response = await _designer.PostAsJsonAsync("/metadata", new { query, variables }, TestContext.Current.CancellationToken);
        string answer = await response.Content.ReadAsStringAsync();
        if (!mayFail) Assert.DoesNotContain("\"errors\"", answer, StringComparison.Ordinal);
        return answer;
    }
}
