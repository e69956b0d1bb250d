using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Design;

/// <summary>Revisions as they are applied, at <c>/metadata/stream</c>.</summary>
public sealed class RevisionStreamTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Subscribe = "subscription { revisionApplied { number reason changes { kind text } apiChanges { impact coordinate } } }";
    private static int s_objects;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await host.CreateSignedInClientAsync();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_revision_is_told_with_its_changes_and_what_they_do_to_clients()
    {
        await using EventReader reader = await OpenAsync(client, Subscribe);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (reader.Status, reader.MediaType));
        string name = await ApplyAsync("first");
        JsonElement first = await reader.DataAsync();
        Assert.Equal("first", first.GetProperty("reason").GetString());
        Assert.Contains(first.GetProperty("changes").EnumerateArray(), c => c.GetProperty("text").GetString()!.Contains(name, StringComparison.Ordinal));
        Assert.Equal(reader.LastEventId, first.GetProperty("number").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture));
        await PutAsync("renamed", Docs.Object(name, Docs.Field("other", "text")));
        JsonElement second = await reader.DataAsync();
        Assert.Contains($"{name}.code", second.GetProperty("apiChanges").EnumerateArray().Where(c => c.GetProperty("impact").GetString() == "BREAKING").Select(c => c.GetProperty("coordinate").GetString()));
    }

    [Fact]
    public async Task Who_comes_back_gets_every_revision_in_between()
    {
        string last;
        await using (EventReader reader = await OpenAsync(client, Subscribe))
        {
            await ApplyAsync("seen");
            await reader.DataAsync();
            last = reader.LastEventId!;
        }

        foreach (string reason in (string[])["missed 1", "missed 2"]) await ApplyAsync(reason);
        await using EventReader again = await OpenAsync(client, Subscribe, last);
        await ApplyAsync("live");
        foreach (string reason in (string[])["missed 1", "missed 2", "live"]) Assert.Equal(reason, (await again.DataAsync()).GetProperty("reason").GetString());
        foreach (string nonsense in (string[])["-1", "x", "1e3", "999999999", "99999999999999999999"])
        {
            await using EventReader invalid = await OpenAsync(client, Subscribe, nonsense);
            Assert.Equal("EVENT_ID_INVALID", await invalid.EndAsync());
        }
    }

    [Fact]
    public async Task Only_those_who_may_customize_are_told_and_only_while_they_are_signed_in()
    {
        using HttpClient nobody = host.CreateClient();
        await using (EventReader stranger = await OpenAsync(nobody, Subscribe)) Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        using HttpClient leaving = await host.CreateSignedInClientAsync();
        await using EventReader reader = await OpenAsync(leaving, Subscribe);
        using HttpResponseMessage left = await leaving.PostAsync("/auth/logout", null);
        Assert.True(left.IsSuccessStatusCode);
        Assert.Equal("UNAUTHENTICATED", await reader.EndAsync());
    }

    [Fact]
    public async Task Mistakes_and_queries_are_answered_in_the_stream()
    {
        await using EventReader wrong = await OpenAsync(client, "subscription { revisionApplied { nothing } }");
        Assert.Equal("FieldsOnCorrectType", await wrong.EndAsync());
        await using EventReader query = await OpenAsync(client, "{ revision }");
        Assert.True((await query.DataAsync()).GetInt32() > 0);
        using HttpResponseMessage posted = await client.PostAsJsonAsync("/metadata", new { query = Subscribe });
        Assert.Contains("SUBSCRIPTION_ELSEWHERE", await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpRequestMessage plain = new(HttpMethod.Get, "/metadata/stream?query=" + Uri.EscapeDataString(Subscribe));
        plain.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage refused = await client.SendAsync(plain);
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
    }

    [Fact]
    public async Task A_node_whose_listening_was_interrupted_still_tells()
    {
        await using EventReader reader = await OpenAsync(client, Subscribe);
        await using (NpgsqlCommand cut = host.Database.DataSource.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and pid <> pg_backend_pid()"))
            await cut.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await ApplyAsync("after the cut");
        Assert.Equal("after the cut", (await reader.DataAsync()).GetProperty("reason").GetString());
    }

    private static Task<EventReader> OpenAsync(HttpClient client, string query, string? lastEventId = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/metadata/stream") { Content = JsonContent.Create(new { query }) };
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return EventReader.OpenAsync(client, request);
    }

    private async Task<string> ApplyAsync(string reason)
    {
        string name = $"Streamed{Interlocked.Increment(ref s_objects)}";
        await PutAsync(reason, Docs.Object(name, Docs.Field("code", "text")));
        return name;
    }

    private async Task PutAsync(string reason, string document)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new
        {
            query = "mutation($e: [DocumentEdit!]!, $r: String) { apply(edits: $e, reason: $r, accept: [\"DATA_LOSS\"]) { revision } }",
            variables = new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } }, r = reason },
        });
        Assert.DoesNotContain("\"errors\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
